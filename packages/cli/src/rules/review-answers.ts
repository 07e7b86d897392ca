import { readFileSync } from 'node:fs';
import { ANSWERS, type GivenAnswer } from '@cueline/operate/backtest';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';

const AnswersFile = z.array(z.object({ id: z.string(), words: z.string(), answer: z.enum(ANSWERS) }));

/**
 * Reads answers from a file: JSON such as `[{"id": "fee", "words": "it costs 50 dollars to leave", "answer": "counts"}]`.
 *
 * @throws CommandError if it has another shape
 */
export function readAnswers(file: string): GivenAnswer[] {
  try {
    return AnswersFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const shape = `[{"id": "…", "words": "…", "answer": "${ANSWERS.join('" or "')}"}]`;
    throw new CommandError(ExitCode.usage, `error: ${file} should hold JSON: ${shape}`, { cause });
  }
}
