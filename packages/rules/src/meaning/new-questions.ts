import type { Language } from '../languages/language.js';
import type { HeardSpeech } from '../speech/heard-speech.js';
import { marks, readTags } from './tag-patterns.js';

/** How many words behind the one with which a question may begin show whether it does. */
export const WORDS_OF_QUESTION = 2;

/** Finds the written words with which a new question begins, by the pattern that a language has for it. */
export function createQuestionFinder(language: Language): (speech: HeardSpeech) => number[] {
  if (language.newQuestion === undefined) return () => [];
  const { read, spelt, compile } = readTags(language);
  const pattern = compile(language.newQuestion);
  return ({ words, written }) => {
    const characterAt = (at: number) => {
      const word = words[at];
      return word === undefined ? '' : read([spelt(word)], 0).character;
    };
    const begins = (at: number) => {
      const own = [at, at + 1, at + 2].map(characterAt);
      return pattern.test([characterAt(at - 2), characterAt(at - 1), marks.begin, ...own].join(''));
    };
    return written.filter((_, at) => words[at]?.asks === true && begins(at));
  };
}
