import { compilePhrases, type CompiledPhrase, type PhraseAnchor } from './compiled-phrases.js';
import type { Engine, EngineSource, PhraseMatch } from './engine.js';
import { createHeardWords } from './heard-words.js';
import { createSpeechReader, type HeardSpeech } from './heard-speech.js';
import { guardReach, meaningOf } from './meaning-guard.js';
import { createAligner, type Alignment, type Anchor } from './phrase-alignment.js';
import { createRegexMatcher, regexReach } from './regex-matcher.js';
import { createVocabulary } from './vocabulary.js';
import { auxiliaries } from './word-classes.js';
import { wordTokens } from './word-tokens.js';
import { splitWords } from './words.js';

/** A match in written words, both inclusive. */
interface Found {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Compiles all phrases of a pack into one engine.
 * @throws {PhraseError} when a phrase cannot be read
 */
export function createEngine(source: EngineSource): Engine {
  const vocabulary = createVocabulary();
  const { phrases, anchorsOf } = compilePhrases(source, vocabulary);
  const fillers = source.fillers.map((filler) =>
    splitWords(filler)
      .flatMap(wordTokens)
      .map(({ text }) => text),
  );
  const readSpeech = createSpeechReader({ vocabulary, heardWords: createHeardWords(vocabulary), fillers });
  const align = createAligner((text) => auxiliaries.has(text));
  const isFiller = createFillerTest(fillers);
  const regexes = [...source.sayables].flatMap(([key, sayable]) =>
    (['say', 'except'] as const).flatMap((role) =>
      sayable[role].flatMap((phrase) => {
        if (!('regex' in phrase)) return [];
        return [{ key, speaker: sayable.speaker, role, search: createRegexMatcher(phrase.regex, isFiller) }];
      }),
    ),
  );

  /** Aligns a phrase at an anchor, and judges what is meant. */
  function alignAt(
    speech: HeardSpeech,
    { graph, role, options }: CompiledPhrase,
    anchor: Anchor,
  ): Alignment | undefined {
    const alignment = align(graph, speech, anchor, options);
    if (alignment === undefined || role === 'except') return alignment;
    const meaning = meaningOf(speech, alignment.from);
    if (meaning === 'asked') return align(graph, speech, anchor, { ...options, withoutAuxiliary: false });
    return meaning === 'stated' ? alignment : undefined;
  }

  function* findPhrases(speaker: string, speech: HeardSpeech): Generator<Found & { role: string }> {
    const heard = new Set<number>();
    const places = [...speech.spansFrom.values()].flat();
    for (const [from, { stands }] of speech.words.entries()) places.push({ from, to: from + 1, stands });
    for (const { stands } of places) for (const { item } of stands) heard.add(item);
    const isWorthTrying = ({ phrase }: PhraseAnchor): boolean =>
      (phrase.speaker === 'any' || phrase.speaker === speaker) &&
      phrase.alsoNeeds.every((items) => items.some((item) => heard.has(item)));
    for (const { from, to, stands } of places) {
      for (const { item, distance } of stands) {
        for (const anchor of anchorsOf(item)) {
          if (!isWorthTrying(anchor)) continue;
          const { phrase, edge } = anchor;
          const alignment = alignAt(speech, phrase, { edge, from, to, distance });
          if (alignment === undefined) continue;
          const [first, last] = [speech.written[alignment.from] ?? 0, speech.written[alignment.to - 1] ?? 0];
          if (last - first < phrase.graph.maxWords) yield { key: phrase.key, role: phrase.role, from: first, to: last };
        }
      }
    }
  }

  function* findRegexes(speaker: string, { writtenWords }: HeardSpeech, ends: readonly number[]) {
    for (const { key, role, search, ...regex } of regexes) {
      if (regex.speaker !== 'any' && regex.speaker !== speaker) continue;
      for (const match of search(writtenWords, ends)) yield { key, role, ...match };
    }
  }

  const longest = Math.max(0, ...phrases.map(({ graph }) => graph.maxWords), regexes.length > 0 ? regexReach : 0);
  return {
    match(speaker, texts) {
      const speech = readSpeech(texts);
      const ends: number[] = [];
      for (const text of texts) ends.push((ends.at(-1) ?? 0) + splitWords(text).length);
      const all = [...findPhrases(speaker, speech), ...findRegexes(speaker, speech, ends)];
      const said = withoutVoided(all);
      return shortest(said).map(({ key, from, to }): PhraseMatch => {
        const words = speech.writtenWords.slice(from, to + 1).join(' ');
        return { key, from: speech.positionOf(from), to: speech.positionOf(to), words };
      });
    },
    // A match, an exception on either side of it, and what stands before it.
    reach: 3 * longest + guardReach,
  };
}

/** What is said, less what an exception of the same key overlaps. */
function withoutVoided(found: readonly (Found & { role: string })[]): Found[] {
  const voided = new Set<string>();
  for (const { key, role, from, to } of found) {
    if (role !== 'except') continue;
    for (let word = from; word <= to; word += 1) voided.add(`${word} ${key}`);
  }
  return found.filter(({ key, role, from, to }) => {
    if (role !== 'say') return false;
    for (let word = from; voided.size > 0 && word <= to; word += 1) if (voided.has(`${word} ${key}`)) return false;
    return true;
  });
}

/** Matches that contain no other of the same key, each once, ordered by where they begin. */
function shortest(matches: readonly Found[]): Found[] {
  const lastFirst = [...matches].sort((a, b) => b.from - a.from || a.to - b.to || (a.key < b.key ? 1 : -1));
  const earliestEnd = new Map<string, number>();
  const kept = lastFirst.filter(({ key, to }) => {
    if (to >= (earliestEnd.get(key) ?? Infinity)) return false;
    earliestEnd.set(key, to);
    return true;
  });
  return kept.toReversed();
}

/** Fillers of one word; those of several are left in the text that regular expressions see. */
function createFillerTest(fillers: readonly (readonly string[])[]): (word: string) => boolean {
  const single = new Set(fillers.filter((filler) => filler.length === 1).map(([filler]) => filler));
  return (word) => single.has(word.toLowerCase().replace(/[^\p{L}']/gu, ''));
}
