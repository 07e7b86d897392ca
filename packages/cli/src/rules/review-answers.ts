import { readFileSync } from 'node:fs';
import type { Wanted } from '@cueline/rules';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
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

const AnswersFile = z.array(z.object({ id: z.string(), words: z.string(), answer: z.enum(ANSWERS) }));

/**
 * Reads answers from a file: JSON such as `[{"id": "fee", "words": "it costs 50 dollars to leave", "answer": "counts"}]`.
 * Answers to what did not come up are passed over.
 *
 * @throws CommandError if it has another shape
 */
export function readAnswers(file: string, groups: readonly StretchGroup[]): Answered[] {
  const answers = parse(file);
  return groups.flatMap(({ id, element, lacked, stretches }) =>
    stretches.flatMap(({ words, near, phrase }) => {
      const given = answers.find((one) => one.id === id && one.words.toLowerCase() === words.toLowerCase());
      return given === undefined ? [] : [{ id, element, words, near, phrase, lacked, answer: given.answer }];
    }),
  );
}

function parse(file: string): z.infer<typeof AnswersFile> {
  try {
    return AnswersFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const shape = `[{"id": "…", "words": "…", "answer": "${ANSWERS.join('" or "')}"}]`;
    throw new CommandError(ExitCode.usage, `error: ${file} should hold JSON: ${shape}`, { cause });
  }
}
