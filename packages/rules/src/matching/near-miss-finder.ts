import type { CompiledPhrase, PhraseAnchor, PhraseGroup } from '../phrases/compiled-phrases.js';
import type { NearMiss } from './engine.js';
import type { PartFound } from './group-finder.js';
import type { PhraseFinder } from './phrase-finder.js';
import { positionOf, writtenWordsOf, type HeardSpeech } from '../speech/heard-speech.js';
import type { HeardWord } from '../speech/heard-words.js';
import type { JudgeMeaning, Stretch } from '../meaning/judge-meaning.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import { isHard, type PhraseEdge, type PhraseGraph } from '../phrases/phrase-graph.js';
import { costs } from '../phrases/phrase-weights.js';
import type { Stand } from '../phrases/vocabulary.js';

/** What is less close to a phrase is not near it. */
const MIN_CLOSENESS = 0.5;

/** All parts of a group were heard, but not one of them is stated. */
const MAX_GROUP_CLOSENESS = 0.9;

/** A phrase is tried at no more than this many places; further ones are repetitions. */
const MAX_TRIES = 16;

/** Above rounding errors. */
const EPSILON = 1e-9;

/** How near a stretch of speech came to a phrase. */
type Nearness = Pick<NearMiss, 'closeness' | 'share' | 'reason' | 'by' | 'rule' | 'lacked'>;

/** Finds what came closest to phrases, of those that are asked for. */
export function createNearMissFinder(
  phrases: readonly CompiledPhrase[],
  judge: JudgeMeaning,
  { findEach }: Pick<PhraseFinder, 'findEach'>,
) {
  const align = createAligner();
  const all = phrases.filter(({ role }) => role === 'say');
  const said = all.filter(({ group }) => group === undefined);
  const groups = new Set(all.flatMap(({ group }) => group ?? []));
  let anchors: Map<number, PhraseAnchor[]> | undefined;

  /**
   * All words a phrase needs, since any may be the one that was heard. Few ask for near misses, so cost is no concern.
   */
  function anchorsByItem(): Map<number, PhraseAnchor[]> {
    const byItem = new Map<number, PhraseAnchor[]>();
    for (const phrase of said) {
      for (const edge of new Set(phrase.graph.cuts.filter(isHard).flat())) {
        const waiting = byItem.get(edge.item) ?? [];
        waiting.push({ phrase, edge });
        byItem.set(edge.item, waiting);
      }
    }
    return byItem;
  }

  /** The best alignment, if it comes closer than `closeness`. */
  function alignNear(
    speech: HeardSpeech,
    { graph, options }: CompiledPhrase,
    anchor: Anchor,
    closeness: number,
  ): Alignment | undefined {
    const excess = Math.max(EPSILON, scoreOf(graph, closeness)) + EPSILON;
    return align(graph, speech, anchor, { ...options, uneven: true, excess });
  }

  return (speaker: string, read: () => HeardSpeech, isAsked: (key: string) => boolean): NearMiss[] => {
    const asked = new Set(
      all.filter((phrase) => (phrase.speaker === 'any' || phrase.speaker === speaker) && isAsked(phrase.key)),
    );
    if (asked.size === 0) return [];
    anchors ??= anchorsByItem();
    const speech = read();
    const most = mostShares(asked, heardIn(speech, { from: 0, to: speech.words.length }));
    const nearest = new Map<string, NearMiss>();
    const tries = new Map<CompiledPhrase, number>();
    const places = speech.words.map(({ stands }, from) => ({ from, to: from + 1, stands }));
    for (const { from, to, stands } of [...places, ...speech.spans]) {
      for (const { item, distance } of stands) {
        for (const { phrase, edge } of anchors.get(item) ?? []) {
          const best = nearest.get(phrase.key)?.closeness ?? 0;
          const mostShare = most.get(phrase) ?? 0;
          if (mostShare < MIN_CLOSENESS - EPSILON || mostShare <= best) continue;
          const count = tries.get(phrase) ?? 0;
          if (count >= MAX_TRIES) continue;
          tries.set(phrase, count + 1);
          const alignment = alignNear(speech, phrase, { edge, from, to, distance }, Math.max(best, MIN_CLOSENESS));
          if (alignment === undefined) continue;
          const { from: stretchFrom, ...nearness } = nearnessOf(speech, phrase, alignment, judge);
          if (nearness.closeness < MIN_CLOSENESS - EPSILON || nearness.closeness <= best) continue;
          nearest.set(phrase.key, {
            key: phrase.key,
            phrase: phrase.phrase,
            ...stretchOf(speech, { ...alignment, from: stretchFrom }),
            ...nearness,
          });
        }
      }
    }
    for (const group of groups) {
      const [first] = group.parts;
      if (first === undefined || !asked.has(first)) continue;
      const near = nearGroup(speech, group, findEach(speech, group.parts));
      if (near !== undefined && near.closeness > (nearest.get(group.key)?.closeness ?? 0)) nearest.set(group.key, near);
    }
    return [...nearest.values()].toSorted((a, b) => b.closeness - a.closeness || (a.key < b.key ? -1 : 1));
  };
}

/** The stretch with most parts of a group, near enough to one another unless all of them were heard. */
function nearGroup(speech: HeardSpeech, group: PhraseGroup, found: readonly PartFound[]): NearMiss | undefined {
  const { key, phrase, parts, within } = group;
  let best: readonly PartFound[] = [];
  for (const first of found) {
    const inReach = found.filter(({ from, to }) => from >= first.from && to - first.from < within);
    const heard = parts.flatMap((part) => inReach.find((each) => each.phrase === part) ?? []);
    if (heard.length > best.length) best = heard;
  }
  const isSpread = best.length < parts.length && parts.every((part) => found.some((each) => each.phrase === part));
  const share = best.length / parts.length;
  if (share < MIN_CLOSENESS) return undefined;
  const from = Math.min(...best.map((part) => part.from));
  const to = Math.max(...best.map((part) => part.to));
  const lacked = parts.filter((part) => !best.some((each) => each.phrase === part)).map((part) => part.phrase);
  return {
    key,
    phrase,
    ...writtenStretchOf(speech, from, to),
    closeness: share === 1 ? MAX_GROUP_CLOSENESS : share,
    share: isSpread ? 1 : share,
    reason: isSpread ? 'different' : share === 1 ? 'supposed' : 'incomplete',
    lacked: isSpread ? [] : lacked,
  };
}

function nearnessOf(
  speech: HeardSpeech,
  { graph, subject, options }: CompiledPhrase,
  alignment: Alignment,
  judge: JudgeMeaning,
): Nearness & { from: number } {
  const { share, lacking } = shareOf(graph, heardIn(speech, alignment));
  // A short phrase is not near for the words that it may have besides.
  const closeness = Math.min(share, closenessOf(graph, alignment));
  const near = { from: alignment.from, closeness, share, lacked: lacking.map(readable) };
  if (lacking.length > 0) return { ...near, reason: 'incomplete' };
  const alien = alienWithin(speech, alignment, graph);
  if (alien !== undefined) return { ...near, reason: alien.negates ? 'denied' : 'past', by: alien.text };
  const { meaning, rule, by = alignment } = judge(speech, alignment, subject);
  if (meaning !== 'stated') {
    const reason = meaning === 'inverted' ? 'asked' : meaning;
    // what denies it is shown with it
    const from = meaning === 'denied' ? Math.min(by.from, alignment.from) : alignment.from;
    return { ...near, from, reason, by: textOf(speech, by), rule };
  }
  // without tolerance only what is the same word for word is found
  const isFound = options.uneven ? alignment.score <= 0 : closeness > 1 - EPSILON;
  return { ...near, reason: isFound ? 'excepted' : 'different' };
}

type Cut = readonly PhraseEdge[];

/** The share of a phrase's telling words that was heard, by their weight, and those that were not. */
function shareOf({ cuts }: PhraseGraph, heard: ReadonlySet<number>): { share: number; lacking: readonly Cut[] } {
  const [all, lacking]: [Cut[], Cut[]] = [[], []];
  for (const cut of cuts) {
    if (!isHard(cut)) continue;
    all.push(cut);
    if (!cut.some(({ item }) => heard.has(item))) lacking.push(cut);
  }
  const weightOf = (some: readonly Cut[]) =>
    some.reduce((sum, cut) => sum + cut.reduce((least, { weight }) => Math.min(least, weight), Infinity), 0);
  return { share: 1 - weightOf(lacking) / weightOf(all), lacking };
}

/** The largest share that a stretch of some speech can have of each phrase: no phrase comes closer. */
function mostShares(phrases: Iterable<CompiledPhrase>, heard: ReadonlySet<number>): Map<CompiledPhrase, number> {
  const shares = new Map<CompiledPhrase, number>();
  for (const phrase of phrases) if (phrase.group === undefined) shares.set(phrase, shareOf(phrase.graph, heard).share);
  return shares;
}

/** A word in a stretch of speech that denies it or puts it into the past, and is none of the phrase's own. */
function alienWithin({ words }: HeardSpeech, { from, to }: Alignment, { leaving }: PhraseGraph): HeardWord | undefined {
  const own = new Set(leaving.flat().map(({ text }) => text));
  return words.slice(from, to).find(({ negates, past, text }) => (negates || past) && !own.has(text));
}

const textOf = ({ words }: HeardSpeech, { from, to }: Stretch): string =>
  words
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ');

/** From 0, if everything had to be dropped, to 1, if everything was heard as it is. */
function closenessOf({ weightAhead }: CompiledPhrase['graph'], { score }: Alignment): number {
  const weight = weightAhead[0] ?? 0;
  return 1 - (score + costs.allowance * weight) / ((costs.dropped + costs.allowance) * weight);
}

/** The score of an alignment that is so close. */
function scoreOf({ weightAhead }: PhraseGraph, closeness: number): number {
  return ((1 - closeness) * (costs.dropped + costs.allowance) - costs.allowance) * (weightAhead[0] ?? 0);
}

/** The words of phrases that a stretch of speech has. */
function heardIn({ words, spans }: HeardSpeech, { from, to }: Stretch): Set<number> {
  const within = spans.filter((span) => span.from >= from && span.to <= to);
  const stands: Stand[] = [...words.slice(from, to), ...within].flatMap((heard) => heard.stands);
  const runs = words.slice(from, to).flatMap((heard) => heard.runs);
  return new Set([...stands.map(({ item }) => item), ...runs.flatMap(({ first, second }) => [first, second])]);
}

/** The alternatives of a cut as people write them; without `#th1` (which is `first`). */
function readable(cut: readonly PhraseEdge[]): string {
  const written = cut.filter(({ text }) => !text.startsWith('#th'));
  return [...new Set(written.map(({ text }) => text.replace(/^#/, '')))].join('|');
}

function stretchOf(speech: HeardSpeech, { from, to }: Alignment): Pick<NearMiss, 'from' | 'to' | 'words'> {
  return writtenStretchOf(speech, speech.written[from] ?? 0, speech.written[to - 1] ?? 0);
}

function writtenStretchOf(speech: HeardSpeech, first: number, last: number): Pick<NearMiss, 'from' | 'to' | 'words'> {
  return {
    from: positionOf(speech, first),
    to: positionOf(speech, last),
    words: writtenWordsOf(speech)
      .slice(first, last + 1)
      .join(' '),
  };
}
