import type { EngineSource } from './engine.js';
import { writtenWordsOf, type HeardSpeech } from './heard-speech.js';
import type { Found } from './phrase-finder.js';
import { createRegexMatcher, regexReach } from './regex-matcher.js';

/** Finds all regular expressions of a pack. */
export function createRegexFinder({ sayables }: EngineSource, fillers: readonly (readonly string[])[]) {
  const isFiller = createFillerTest(fillers);
  const regexes = [...sayables].flatMap(([key, { speaker, say, except }]) => [
    ...say.flatMap((phrase) =>
      'regex' in phrase ? [{ key, speaker, role: 'say' as const, regex: phrase.regex }] : [],
    ),
    ...except.flatMap((phrase) =>
      'regex' in phrase ? [{ key, speaker, role: 'except' as const, regex: phrase.regex }] : [],
    ),
  ]);
  const matchers = regexes.map((each) => ({ ...each, matcher: createRegexMatcher(each.regex, isFiller) }));
  const literals = matchers.filter(({ role }) => role === 'say').map(({ matcher }) => matcher.literal);

  return {
    /** The most words that a match depends on. */
    reach: regexes.length > 0 ? regexReach : 0,
    /** A first look: whether the texts have what some regular expression cannot match without. */
    mayMatch(texts: readonly string[]): boolean {
      if (literals.length === 0) return false;
      const lower = texts.join(' ').toLowerCase();
      return literals.some((literal) => lower.includes(literal));
    },
    find(speaker: string, speech: HeardSpeech): Found[] {
      if (matchers.length === 0) return [];
      const writtenWords = writtenWordsOf(speech);
      return matchers
        .filter((each) => each.speaker === 'any' || each.speaker === speaker)
        .flatMap(({ key, role, matcher }) =>
          matcher.search(writtenWords, speech.segmentEnds).map(({ from, to }) => ({ key, role, from, to })),
        );
    },
  };
}

/** Fillers of one word; those of several are left in the text that regular expressions see. */
function createFillerTest(fillers: readonly (readonly string[])[]): (word: string) => boolean {
  const single = new Set(fillers.filter((filler) => filler.length === 1).map(([filler]) => filler));
  return (word) => single.has(word.toLowerCase().replace(/[^\p{L}']/gu, ''));
}
