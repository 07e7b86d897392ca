import { spanOf, type CompiledPhrase } from '../phrases/compiled-phrases.js';
import type { HeardSpeech } from '../speech/heard-speech.js';
import type { JudgeMeaning } from '../meaning/judge-meaning.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import { joinedEdges } from '../phrases/phrase-graph.js';
import { shareOf, type Stand } from '../phrases/vocabulary.js';
import type { Found } from './found.js';
import { noEdges } from './phrase-ways.js';
import { findGroup, type PartFound } from './group-finder.js';

/** Finds the matches of phrases; each is tried wherever one of its rarest words is heard. */
export function createPhraseFinder(judge: JudgeMeaning) {
  const align = createAligner();

  /** Aligns a phrase at an anchor, and judges what is meant. Parts of a group are judged together. */
  function alignAt(
    speech: HeardSpeech,
    { graph, role, group, raises, subject, options }: CompiledPhrase,
    anchor: Anchor,
  ): (Alignment & { stated: boolean }) | undefined {
    const alignment = align(graph, speech, anchor, options);
    if (alignment === undefined) return undefined;
    const meaning = role === 'except' ? 'stated' : judge(speech, alignment, subject).meaning;
    if (meaning === 'stated' || (meaning === 'supposed' && raises)) return { ...alignment, stated: true };
    if ((meaning === 'inverted' && group === undefined) || (meaning === 'asked' && raises)) {
      const whole = align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
      if (whole !== undefined) return { ...whole, stated: true };
    }
    const mayHelp = group !== undefined && (meaning === 'supposed' || meaning === 'inverted');
    return mayHelp ? { ...alignment, stated: false } : undefined;
  }

  function tryAt(speech: HeardSpeech, phrase: CompiledPhrase, anchor: Anchor): PartFound | undefined {
    const alignment = alignAt(speech, phrase, anchor);
    if (alignment === undefined) return undefined;
    const { from, to } = writtenIn(speech, alignment);
    return to - from >= phrase.graph.maxWords ? undefined : { phrase, from, to, stated: alignment.stated };
  }

  /**
   * Visits each place where a phrase may be anchored, until a visit returns true. A match there ends at the written word
   * `end` or behind it.
   */
  function visitAnchors(
    { words, spans, written }: HeardSpeech,
    phrase: CompiledPhrase,
    visit: (anchor: Anchor) => boolean,
    end = 0,
  ): boolean {
    const { anchors, mayAnchor, graph } = phrase;
    const start = written.findIndex((place) => place > end - spanOf(phrase));
    const tryAll = (from: number, to: number, stands: readonly Stand[]): boolean => {
      for (const { item, distance } of stands) {
        if (mayAnchor[shareOf(item)] === 0) continue;
        for (const edge of anchors.get(item) ?? noEdges) if (visit({ edge, from, to, distance })) return true;
      }
      return false;
    };
    const tryRun = (from: number, item: number, other: number, forward: boolean): boolean => {
      for (const anchor of anchors.get(item) ?? noEdges)
        for (const edge of joinedEdges(graph, anchor, other, forward))
          if (visit({ edge, from, to: from + 1, distance: 0 })) return true;
      return false;
    };
    for (let place = Math.max(0, start); place < words.length; place += 1) {
      const word = words[place];
      if (word === undefined) continue;
      if (tryAll(place, place + 1, word.stands)) return true;
      for (const { first, second } of word.runs)
        if (tryRun(place, first, second, true) || tryRun(place, second, first, false)) return true;
    }
    return spans.some(({ from, to, stands }) => from >= start && tryAll(from, to, stands));
  }

  /** Whether what all parts of a group are said in is, as a whole, neither denied nor supposed. */
  function isMeant(speech: HeardSpeech, { role, from, to }: Found): boolean {
    if (role === 'except') return true;
    const first = speech.written.findIndex((word) => word >= from);
    const last = speech.written.findLastIndex((word) => word <= to);
    const { meaning } = judge(speech, { from: first, to: last + 1 });
    return meaning === 'stated' || meaning === 'inverted';
  }

  /** Finds phrases one by one, also those that are only parts of a group. */
  function findEach(speech: HeardSpeech, wanted: readonly CompiledPhrase[]): PartFound[] {
    const found: PartFound[] = [];
    for (const phrase of wanted) {
      visitAnchors(speech, phrase, (anchor) => {
        const match = tryAt(speech, phrase, anchor);
        if (match !== undefined) found.push(match);
        return false;
      });
    }
    return found;
  }

  /** The keys of the phrases that are said in words that end at a written word or behind it, whatever they mean there. */
  function keysEnding(speech: HeardSpeech, wanted: readonly CompiledPhrase[], end: number): Set<string> {
    const keys = new Set<string>();
    const parts: PartFound[] = [];
    const isEnding = ({ to }: Pick<Found, 'to'>) => to >= end;
    const isSaid = (phrase: CompiledPhrase): boolean => {
      const { graph, group, options } = phrase;
      const visit = (anchor: Anchor): boolean => {
        const best = align(graph, speech, anchor, options);
        if (best === undefined) return false;
        if (group === undefined && isEnding(writtenIn(speech, best))) return true;
        const whole = align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
        if (group === undefined) return whole !== undefined && isEnding(writtenIn(speech, whole));
        for (const alignment of whole === undefined ? [best] : [best, whole])
          parts.push({ phrase, ...writtenIn(speech, alignment), stated: true });
        return false;
      };
      return visitAnchors(speech, phrase, visit, end);
    };
    for (const phrase of wanted) if (!keys.has(phrase.key) && isSaid(phrase)) keys.add(phrase.key);
    for (const group of together(parts, () => true)) if (isEnding(group)) keys.add(group.key);
    return keys;
  }

  return {
    findEach,
    find: (speech: HeardSpeech, wanted: readonly CompiledPhrase[]): Found[] =>
      together(findEach(speech, wanted), (group) => isMeant(speech, group)),
    keysEnding,
  };
}

/** The first and the last written word. */
const writtenIn = ({ written }: HeardSpeech, { from, to }: Alignment) => ({
  from: written[from] ?? 0,
  to: written[to - 1] ?? 0,
});

/** Phrases that stand alone, and the groups of those that do not, if these are meant. */
function together(found: readonly PartFound[], isMeant: (group: Found) => boolean): Found[] {
  const groups = new Set(found.flatMap(({ phrase: { group } }) => group ?? []));
  return [
    ...found.flatMap(({ phrase: { key, role, group }, from, to }) => (group ? [] : { key, role, from, to })),
    ...[...groups].flatMap((group) =>
      findGroup(
        group,
        found.filter(({ phrase }) => phrase.group === group),
      ).filter(isMeant),
    ),
  ];
}

export type PhraseFinder = ReturnType<typeof createPhraseFinder>;
