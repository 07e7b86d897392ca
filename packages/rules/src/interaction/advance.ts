import { attributesOf, forgetRepeats, mergeAttributes } from './attributes.js';
import type { Engine } from '../matching/engine.js';
import {
  emptyState,
  EMPTY_TAIL,
  type HeardSegment,
  type InteractionState,
  type Match,
  type Place,
  type Tail,
  type TailSegment,
} from './interaction.js';
import type { Pack } from '../pack/pack.js';
import { languagesOf, matchAgain, type SpeakerTail } from './match-again.js';
import { isIn, placeOf } from './place.js';
import { possibleStartUs } from './possible-start.js';
import { pruneMatches } from './prune-matches.js';
import { compareTimes, isTurn, neededTurns, turnStarts } from './turns.js';
import { countWords } from '../words/words.js';

/** How much speech the tail keeps to find phrases across segments that come in any order, in µs of speech. */
export const TAIL_US = 30_000_000;

/**
 * How many words before the tail are kept of each speaker, for phrases that go on after a long silence. A phrase can be
 * written to span more, but keeping more speech is not worth it in practice.
 */
const MAX_CONTEXT_WORDS = 40;

/**
 * The most segments and characters that the tail keeps of a speaker, about thirty times what is said in that time.
 * Only a flood reaches this, and each new segment is matched against all of it. The oldest go first.
 */
const MAX_TAIL_SEGMENTS = 300;
const MAX_TAIL_CHARS = 32_768;

/** What is known of an interaction. */
export interface Known {
  readonly state: InteractionState;
  readonly tail: Tail;
}

export interface AdvanceOptions {
  readonly engine: Engine;
  /** What the engine was compiled from: some of it may be owed anew. */
  readonly pack?: Pick<Pack, 'disclosures'>;
  /** Segments for which this is false are heard, but not matched. */
  readonly isMatchable?: (segment: HeardSegment) => boolean;
  /** Called when something exceeds what is kept of an interaction. */
  readonly onCut?: (what: 'attributes' | 'matches' | 'speech') => void;
}

/**
 * Merges newly heard segments into what is known of their interaction.
 *
 * The result is the same in whatever order segments come, as long as none comes more than `TAIL_US` of speech late, and
 * however often they are repeated within that time: all speech in the tail is matched again, and its matches replace
 * what the tail had given before. So a word that comes late also undoes what was wrongly matched without it.
 */
export function advance(
  known: Known | undefined,
  segments: readonly HeardSegment[],
  { engine, pack, isMatchable = () => true, onCut = () => {} }: AdvanceOptions,
): Known {
  const first = segments[0];
  if (first === undefined) {
    if (known === undefined) throw new RangeError('nothing was heard of this interaction');
    return known;
  }
  const state: InteractionState = { ...(known?.state ?? emptyState(first.heardAtUs)) };
  if (state.unheard === 'opening' && segments.some(({ late }) => late !== true)) delete state.unheard;
  if (known === undefined && segments.every(({ late }) => late === true)) state.unheard = 'opening';
  const fresh: TailSegment[] = [];
  const isHad = (segment: HeardSegment) =>
    known?.tail.segments.some((had) => isSame(had, segment)) === true || fresh.some((had) => isSame(had, segment));
  for (const segment of segments) {
    state.firstHeardAtUs = Math.min(state.firstHeardAtUs, segment.heardAtUs);
    state.lastHeardAtUs = Math.max(state.lastHeardAtUs, segment.heardAtUs);
    if (segment.speaker === 'agent')
      state.agentHeardAtUs = Math.min(state.agentHeardAtUs ?? Infinity, segment.heardAtUs);
    const attributes = attributesOf(segment);
    if (attributes) {
      const onCutHere = () => onCut('attributes');
      Object.assign(state, mergeAttributes(state, segment.heardAtUs, attributes, onCutHere));
    }
    if (state.repeats) Object.assign(state, forgetRepeats(state, state.lastHeardAtUs - TAIL_US));
    if (!isHad(segment) && isMatchable(segment)) fresh.push(toTail(segment));
  }
  if (fresh.length === 0) return { state, tail: known?.tail ?? EMPTY_TAIL };

  const recent = inOrder(known?.tail.segments ?? [], fresh);
  const isFresh = new Set(fresh);
  const tail: Tail = { segments: [], finalBefore: { ...known?.tail.finalBefore } };
  const cutoffUs = (recent.at(-1)?.atUs ?? 0) - TAIL_US;
  const earlierTurns = known?.tail.turns ?? [];
  const gone = new Set<TailSegment>();
  // `Map.groupBy` takes several times as long.
  for (const speaker of new Set(recent.map((segment) => segment.speaker))) {
    const speech = recent.filter((segment) => segment.speaker === speaker);
    const turns = (from?: number) => turnStarts(speech, [...earlierTurns, ...recent], from);
    const heard = { engine, speaker, speech, fresh: isFresh, turns };
    const mayChange = dividesAnew(speech, fresh) ? () => true : changesOf(state.matches, heard);
    if (mayChange) {
      const finalBefore = tail.finalBefore[speaker];
      state.matches = matchAgain(state.matches, { ...heard, mayChange, finalBefore });
    }
    const least = leastKept(speech);
    if (least > 0) onCut('speech');
    const keptFrom = firstKept(speech, { cutoffUs, least, words: Math.min(engine.reach, MAX_CONTEXT_WORDS) });
    if (keptFrom > 0) tail.finalBefore[speaker] = placeOfWord(speech.slice(keptFrom), engine.contextWords);
    for (const segment of speech.slice(0, keptFrom)) gone.add(segment);
  }
  tail.segments = gone.size === 0 ? recent : recent.filter((segment) => !gone.has(segment));
  if (gone.size > 0 || earlierTurns.length > 0) {
    const turnsGone = recent.filter((segment) => gone.has(segment) && isTurn(segment.text)).map(timesOf);
    const needed = neededTurns([...earlierTurns, ...turnsGone], tail.segments);
    if (needed.length > 0) tail.turns = needed;
  }
  if (state.matches !== known?.state.matches) {
    const kept = pruneMatches(state.matches, state.attributes, pack?.disclosures ?? []);
    if (kept.length < state.matches.length) onCut('matches');
    state.matches = kept;
  }
  return { state, tail };
}

/**
 * By key, whether newly heard segments may change its matches in a speaker's speech. None if they come last and no phrase
 * may end in them, which is the usual case and cheap to check.
 */
function changesOf(
  matches: readonly Match[],
  { engine, speaker, speech, fresh, turns }: Omit<SpeakerTail, 'finalBefore' | 'mayChange'>,
): ((key: string) => boolean) | undefined {
  const first = speech.findIndex((segment) => fresh.has(segment));
  if (first < 0) return undefined;
  if (!speech.slice(first).every((segment) => fresh.has(segment))) return () => true;
  const texts = speech.map(({ text }) => text);
  const matched = new Set(matches.map(({ key }) => key));
  const isMatched = (key: string, since = 0) =>
    matched.has(key) &&
    (since === 0 || matches.some((match) => match.key === key && isIn(speech.slice(since), match.to)));
  const keys = engine.mayChange(speaker, texts, first, turns, languagesOf(speech), isMatched);
  return keys.size === 0 ? undefined : (key) => keys.has(key);
}

/**
 * A segment is heard again if id, speaker and text are the same: other text under an id corrects it, and counts too. Texts
 * are told apart soonest, mostly by their lengths.
 */
function isSame(a: TailSegment, b: HeardSegment): boolean {
  return a.text === b.text && a.segmentId === b.segmentId && a.speaker === b.speaker;
}

/** Whether turns of others that were heard just now lie amid a speaker's speech: they end what reached across. */
function dividesAnew(speech: readonly TailSegment[], fresh: readonly TailSegment[]): boolean {
  const last = speech.at(-1);
  if (last === undefined) return false;
  return fresh.some((turn) => turn.speaker !== last.speaker && compareTimes(turn, last) < 0 && isTurn(turn.text));
}

const timesOf = ({ speaker, atUs, heardAtUs }: TailSegment) => ({ speaker, atUs, heardAtUs });

/** All segments as they were said. The tail is in order, and what is heard just now mostly goes on behind it. */
function inOrder(tail: readonly TailSegment[], fresh: readonly TailSegment[]): TailSegment[] {
  const all = [...tail, ...fresh];
  for (let at = Math.max(1, tail.length); at < all.length; at += 1) {
    const [before, next] = [all[at - 1], all[at]];
    if (before && next && compareSegments(before, next) > 0) return all.sort(compareSegments);
  }
  return all;
}

/** Orders segments as they were said. */
function compareSegments(a: TailSegment, b: TailSegment): number {
  return compareTimes(a, b) || compareTexts(a.segmentId, b.segmentId) || compareTexts(a.text, b.text);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toTail(segment: HeardSegment): TailSegment {
  const { segmentId, speaker, text, heardAtUs, confidence, language } = segment;
  const said = { segmentId, speaker, text, atUs: possibleStartUs(segment) ?? heardAtUs, heardAtUs, confidence };
  return language === undefined ? said : { ...said, language };
}

/** The index of the first segment since `cutoffUs` with `words` words of context before it, but none before `least`. */
function firstKept(
  speech: readonly TailSegment[],
  { cutoffUs, least, words }: { cutoffUs: number; least: number; words: number },
): number {
  let first = speech.findIndex((segment) => segment.atUs >= cutoffUs);
  if (first < 0) first = speech.length;
  if (least > first) return least;
  for (let context = 0; first > 0 && context < words; first -= 1) context += countWords(speech[first - 1]?.text ?? '');
  return Math.max(first, least);
}

/** The index of the first segment that fits into the bounds. */
function leastKept(speech: readonly TailSegment[]): number {
  let first = speech.length;
  for (let chars = 0; first > 0 && speech.length - first < MAX_TAIL_SEGMENTS; first -= 1) {
    chars += speech[first - 1]?.text.length ?? 0;
    if (chars > MAX_TAIL_CHARS) break;
  }
  return first;
}

/** The place of the speech's nth word. Every match from there on has all its context at hand. */
function placeOfWord(speech: readonly TailSegment[], word: number): Place {
  let left = word;
  for (const segment of speech) {
    const words = countWords(segment.text);
    if (left < words) return placeOf(segment, left);
    left -= words;
  }
  const last = speech.at(-1);
  return last === undefined ? [0, 0, 0] : placeOf(last, countWords(last.text));
}
