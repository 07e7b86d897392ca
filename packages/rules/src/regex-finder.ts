import type { EngineSource } from './engine.js';
import type { HeardSpeech } from './heard-speech.js';
import type { Found } from './phrase-finder.js';
import { createRegexMatcher } from './regex-matcher.js';

/** Finds all regular expressions of a pack; undefined where it has none. */
export function createRegexFinder({ sayables }: EngineSource, fillers: readonly (readonly string[])[]) {
  const isFiller = createFillerTest(fillers);
  const regexes = [...sayables].flatMap(([key, sayable]) =>
    (['say', 'except'] as const).flatMap((role) =>
      sayable[role].flatMap((phrase) => {
        if (!('regex' in phrase)) return [];
        return [{ key, speaker: sayable.speaker, role, search: createRegexMatcher(phrase.regex, isFiller) }];
      }),
    ),
  );
  if (regexes.length === 0) return undefined;
  return (speaker: string, { writtenWords, segmentEnds }: HeardSpeech): Found[] =>
    regexes
      .filter((regex) => regex.speaker === 'any' || regex.speaker === speaker)
      .flatMap(({ key, role, search }) =>
        search(writtenWords, segmentEnds).map(({ from, to }) => ({ key, role, from, to })),
      );
}

/** Fillers of one word; those of several are left in the text that regular expressions see. */
function createFillerTest(fillers: readonly (readonly string[])[]): (word: string) => boolean {
  const single = new Set(fillers.filter((filler) => filler.length === 1).map(([filler]) => filler));
  return (word) => single.has(word.toLowerCase().replace(/[^\p{L}']/gu, ''));
}
