import type { CompiledPhrase, PhraseGroup } from '../phrases/compiled-phrases.js';
import type { NearMiss } from './engine.js';
import type { PartFound } from './group-finder.js';
import type { Speaker } from '../pack/speaker.js';
import type { PhraseFinder } from './phrase-finder.js';
import { itemsIn, positionOf, writtenWordsOf, type HeardSpeech } from '../speech/heard-speech.js';
import type { HeardWord } from '../speech/heard-words.js';
import type { JudgeMeaning, Stretch } from '../meaning/judge-meaning.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import { isHard, type PhraseEdge, type PhraseGraph } from '../phrases/phrase-graph.js';
import { costs } from '../phrases/phrase-weights.js';
import { leastCosts } from './phrase-ways.js';

/** What is less close to a phrase is not near it. */
const MIN_CLOSENESS = 0.5;

/** All parts of a group were heard, but not one of them is stated. */
const MAX_GROUP_CLOSENESS = 0.9;

/** A phrase is tried at no more than this many places; further ones are repetitions. */
const MAX_TRIES = 16;

/** Above rounding errors. */
const EPSILON = 1e-9;

/** A phrase with the words that it needs, by their weight. */
interface Sought {
  readonly phrase: CompiledPhrase;
  readonly needs: readonly { readonly cut: Cut; readonly weight: number }[];
  readonly weight: number;
  /** All words that it needs, since any may be the one that was heard. */
  readonly anchors: readonly PhraseEdge[];
}

type Cut = readonly PhraseEdge[];

/** Finds what came closest to phrases, of those that are asked for. */
export function createNearMissFinder(
  phrases: readonly CompiledPhrase[],
  judge: JudgeMeaning,
  { findEach }: Pick<PhraseFinder, 'findEach'>,
) {
  const align = createAligner();
  const said = phrases.filter(({ role }) => role === 'say');
  const groups = new Set(said.flatMap(({ group }) => group ?? []));
  let soughtByKey: Map<string, Sought[]> | undefined;

  return (speaker: Speaker, read: () => HeardSpeech, closerThan: (key: string) => number): NearMiss[] => {
    soughtByKey ??= Map.groupBy(
      said.filter(({ group }) => group === undefined).map(soughtIn),
      ({ phrase }) => phrase.key,
    );
    const keys = new Set(said.map(({ key }) => key).filter((key) => closerThan(key) < 1 - EPSILON));
    if (keys.size === 0) return [];
    const speech = read();
    const heard = itemsIn(speech, { from: 0, to: speech.words.length });
    const places = placesByItem(speech);
    const nearest = new Map<string, NearMiss>();
    const closestTo = (key: string) =>
      nearest.get(key)?.closeness ?? Math.max(closerThan(key), MIN_CLOSENESS - EPSILON);
    for (const key of keys) {
      // The most promising first: what comes close spares the search for what cannot come closer.
      for (const { sought, share } of mostShares(soughtByKey.get(key) ?? [], { speaker, heard })) {
        if (share <= closestTo(key)) break;
        const { graph, options } = sought.phrase;
        const tolerance = (closeness: number) => {
          return { ...options, uneven: true, excess: Math.max(EPSILON, scoreOf(graph, closeness)) + EPSILON };
        };
        const least = leastCosts(graph, tolerance(0), (item) => heard.has(item));
        const tries = sought.anchors.flatMap((edge) => (places.get(edge.item) ?? []).map((at) => ({ edge, ...at })));
        for (const anchor of tries.sort((a, b) => a.from - b.from).slice(0, MAX_TRIES)) {
          const closest = closestTo(key);
          if (share <= closest) break;
          const alignment = align(graph, speech, anchor, tolerance(closest), least);
          const near = alignment && nearTo(speech, sought, alignment, { closerThan: closest, judge });
          if (near !== undefined) nearest.set(key, near);
        }
      }
    }
    for (const group of groups) {
      const [first] = group.parts;
      if (first === undefined || !keys.has(group.key) || !isBy(first, speaker)) continue;
      const near = nearGroup(speech, group, findEach(speech, group.parts));
      if (near !== undefined && near.closeness > closestTo(group.key)) nearest.set(group.key, near);
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

const isBy = (phrase: CompiledPhrase, speaker: Speaker): boolean =>
  phrase.speaker === 'any' || phrase.speaker === speaker;

function soughtIn(phrase: CompiledPhrase): Sought {
  const cuts = phrase.graph.cuts.filter(isHard);
  const leastOf = (cut: Cut) => cut.reduce((least, { weight }) => Math.min(least, weight), Infinity);
  const needs = cuts.map((cut) => ({ cut, weight: leastOf(cut) }));
  const weight = needs.reduce((sum, need) => sum + need.weight, 0);
  return { phrase, needs, weight, anchors: [...new Set(cuts.flat())] };
}

/** The near miss at an alignment, if it comes closer. */
function nearTo(
  speech: HeardSpeech,
  sought: Sought,
  alignment: Alignment,
  { closerThan, judge }: { readonly closerThan: number; readonly judge: JudgeMeaning },
): NearMiss | undefined {
  const { key, phrase, graph } = sought.phrase;
  const heard = itemsIn(speech, alignment);
  const share = shareOf(sought, heard);
  // A short phrase is not near for the words that it may have besides.
  const closeness = Math.min(share, closenessOf(graph, alignment));
  if (closeness <= closerThan) return undefined;
  const lacked = sought.needs.filter(({ cut }) => !isHeard(cut, heard)).map(({ cut }) => readable(cut));
  const { from, ...why } = reasonOf(speech, sought.phrase, alignment, {
    closeness,
    isWhole: lacked.length === 0,
    judge,
  });
  return { key, phrase, ...stretchOf(speech, { ...alignment, from }), closeness, share, ...why, lacked };
}

/** Why an alignment is no match, and where what shows it begins. */
function reasonOf(
  speech: HeardSpeech,
  { graph, subject, options }: CompiledPhrase,
  alignment: Alignment,
  { closeness, isWhole, judge }: { closeness: number; isWhole: boolean; judge: JudgeMeaning },
): Pick<NearMiss, 'reason' | 'by' | 'rule'> & { from: number } {
  const { from } = alignment;
  if (!isWhole) return { from, reason: 'incomplete' };
  const alien = alienWithin(speech, alignment, graph);
  if (alien !== undefined) return { from, reason: alien.negates ? 'denied' : 'past', by: alien.text };
  const { meaning, rule, by = alignment } = judge(speech, alignment, subject);
  if (meaning !== 'stated') {
    const reason = meaning === 'inverted' ? 'asked' : meaning;
    // what denies it is shown with it
    const begins = meaning === 'denied' ? Math.min(by.from, from) : from;
    return { from: begins, reason, by: textOf(speech, by), rule };
  }
  // without tolerance only what is the same word for word is found
  const isFound = options.uneven ? alignment.score <= 0 : closeness > 1 - EPSILON;
  return { from, reason: isFound ? 'excepted' : 'different' };
}

const isHeard = (cut: Cut, heard: ReadonlySet<number>): boolean => cut.some(({ item }) => heard.has(item));

/** The share of a phrase's telling words that was heard, by their weight. */
function shareOf({ needs, weight }: Sought, heard: ReadonlySet<number>): number {
  let lacking = 0;
  for (const need of needs) if (!isHeard(need.cut, heard)) lacking += need.weight;
  return 1 - lacking / weight;
}

/** Phrases with the largest share that a stretch of some speech can have of each, the largest first: none comes closer. */
function mostShares(
  some: readonly Sought[],
  { speaker, heard }: { readonly speaker: Speaker; readonly heard: ReadonlySet<number> },
) {
  return some
    .filter(({ phrase }) => isBy(phrase, speaker))
    .map((sought) => ({ sought, share: shareOf(sought, heard) }))
    .sort((a, b) => b.share - a.share);
}

/** Where words of phrases were heard, by item. */
function placesByItem({ words, spans }: HeardSpeech): Map<number, Omit<Anchor, 'edge'>[]> {
  const places = new Map<number, Omit<Anchor, 'edge'>[]>();
  for (const { from, to, stands } of [
    ...words.map(({ stands: own }, at) => ({ from: at, to: at + 1, stands: own })),
    ...spans,
  ])
    for (const { item, distance } of stands) {
      const others = places.get(item);
      if (others === undefined) places.set(item, [{ from, to, distance }]);
      else others.push({ from, to, distance });
    }
  return places;
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
