import type { Wanted } from '@cueline/rules';
import type { StretchGroup } from './collect-stretches.js';

/** What an analyst says of a stretch: whether these words count for the disclosure. */
export const ANSWERS = ['counts', 'does not count', 'skip'] as const;
export type Answer = (typeof ANSWERS)[number];

/** A stretch with an answer. */
export interface Answered extends Wanted {
  /** The disclosure's. */
  readonly id: string;
  readonly element: string | undefined;
  readonly answer: Answer;
}

/** An answer by what it is an answer to. */
export interface GivenAnswer {
  readonly id: string;
  readonly words: string;
  readonly answer: Answer;
}

/** The stretches that are answered. Answers to what did not come up are passed over. */
export function answeredOf(answers: readonly GivenAnswer[], groups: readonly StretchGroup[]): Answered[] {
  return groups.flatMap(({ id, element, lacked, stretches }) =>
    stretches.flatMap(({ words, near, phrase }) => {
      const given = answers.find((one) => one.id === id && one.words.toLowerCase() === words.toLowerCase());
      return given === undefined ? [] : [{ id, element, words, near, phrase, lacked, answer: given.answer }];
    }),
  );
}
