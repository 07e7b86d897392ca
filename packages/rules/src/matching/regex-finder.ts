import type { EngineSource } from '../pack/sayables.js';
import { fillersIn } from '../speech/heard-passes.js';
import { writtenWordsOf, type HeardSpeech } from '../speech/heard-speech.js';
import type { Found } from './found.js';
import { createRegexMatcher, REGEX_REACH } from './regex-matcher.js';

/** Finds all regular expressions of a pack. */
export function createRegexFinder({ sayables }: EngineSource, fillers: readonly (readonly string[])[]) {
  const regexes = [...sayables].flatMap(([key, { speaker, say, except }]) => [
    ...say.flatMap((phrase) =>
      'regex' in phrase ? [{ key, speaker, role: 'say' as const, regex: phrase.regex }] : [],
    ),
    ...except.flatMap((phrase) =>
      'regex' in phrase ? [{ key, speaker, role: 'except' as const, regex: phrase.regex }] : [],
    ),
  ]);
  const matchers = regexes.map((each) => ({ ...each, matcher: createRegexMatcher(each.regex) }));
  const literals = matchers.filter(({ role }) => role === 'say').map(({ matcher }) => matcher.literal);

  return {
    /** The most words that a match depends on. */
    reach: regexes.length > 0 ? REGEX_REACH : 0,
    /** A cheap filter: whether the texts contain what some regular expression needs. */
    mayMatch(texts: readonly string[]): boolean {
      if (literals.length === 0) return false;
      const lower = texts.join(' ').toLowerCase();
      return literals.some((literal) => lower.includes(literal));
    },
    find(speaker: string, speech: HeardSpeech): Found[] {
      if (matchers.length === 0) return [];
      const text = { words: writtenWordsOf(speech), isPassed: fillerWords(speech, fillers) };
      return matchers
        .filter((each) => each.speaker === 'any' || each.speaker === speaker)
        .flatMap(({ key, role, matcher }) =>
          matcher.search(text, speech.segmentEnds).map(({ from, to }) => ({ key, role, from, to })),
        );
    },
    /** Whether a filler spans the start of a written word: earlier matches saw only its first part. */
    mayUndo(speech: HeardSpeech, word: number): boolean {
      if (matchers.length === 0) return false;
      const wordOf = (place: number) => speech.written[place] ?? 0;
      return fillersIn(speech.words, fillers).some(([from, to]) => wordOf(from) < word && wordOf(to - 1) >= word);
    },
  };
}

export type RegexFinder = ReturnType<typeof createRegexFinder>;

/** By written word, whether it is a filler or part of one. */
function fillerWords({ words, written }: HeardSpeech, fillers: readonly (readonly string[])[]): boolean[] {
  const isFiller = words.map(() => false);
  for (const [from, to] of fillersIn(words, fillers)) {
    if (words[from]?.kind !== 'aside') isFiller.fill(true, from, to);
  }
  const isPassed: boolean[] = [];
  for (const [place, word] of written.entries()) isPassed[word] = (isPassed[word] ?? true) && isFiller[place] === true;
  return isPassed;
}
