import { readFileSync } from 'node:fs';
import { DURATION } from '@cueline/rules';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';

const HAS_WORDS = /[\p{L}0-9]/u;
/** One line: YAML takes no control characters. */
const Line = z.string().overwrite((text) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim());
const Name = Line.regex(HAS_WORDS, 'should have words');
const Wordings = z.array(Name);
/** Families of the lexicon that may stand for words of these wordings: their names. */
const Families = z.array(z.string()).default([]);

/** Something that is said in a call, on which a rule depends. */
export const NewEvent = z.strictObject({
  /** What happens, in a few words: `asks to cancel`. */
  name: Name,
  speaker: z.enum(['agent', 'customer', 'any']).default('agent'),
  said: Wordings.min(1),
  families: Families,
});
export type NewEvent = z.infer<typeof NewEvent>;

/** What an analyst answers about a new rule. */
export const NewRule = z
  .strictObject({
    kind: z.enum(['must say', 'must not say']).default('must say'),
    title: Name,
    /** How agents say it. */
    said: Wordings.min(1),
    /** What sounds like it and does not count. */
    not_said: Wordings.default([]),
    families: Families,
    /** It is owed once this was heard. */
    after: NewEvent.optional(),
    /** From the start of the call, or from `after`: `30s`. */
    due: z.string().regex(DURATION, 'should be a time such as 30s or 2m').optional(),
    /** It is owed before this is said. */
    before: NewEvent.optional(),
    priority: z.enum(['low', 'normal', 'high', 'critical']).default('high'),
    cue: Line.min(1).optional(),
    source: Line.min(1).optional(),
  })
  .refine(({ kind, due, before }) => kind === 'must not say' || due !== undefined || before !== undefined, {
    message: 'should have due, such as 30s, or before: else nobody is cued',
  })
  .refine(({ kind, due, before, after }) => kind === 'must say' || !(due ?? before ?? after), {
    message: 'has due, after or before: what must not be said is never owed',
  });
export type NewRule = z.infer<typeof NewRule>;

export const NewRules = z.strictObject({ rules: z.array(NewRule).min(1) });

/** What a file of answers may look like. */
export const EXAMPLE_ANSWERS: z.input<typeof NewRules> = {
  rules: [
    {
      kind: 'must say',
      title: 'Right to cancel',
      said: ['you can cancel within fourteen days'],
      not_said: ['you can cancel your appointment'],
      families: ['cancel'],
      after: { name: 'order placed', speaker: 'agent', said: ['i have placed your order'] },
      due: '30s',
      priority: 'high',
      cue: 'Say: you can cancel within fourteen days.',
    },
  ],
};

/**
 * Reads answers from a file: JSON as in {@link EXAMPLE_ANSWERS}.
 *
 * @throws CommandError that lists what is wrong
 */
export function readNewRules(file: string): NewRule[] {
  const hint = "'cueline rules new FILE --json' prints an example";
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(ExitCode.usage, `error: ${file} should hold answers as JSON; ${hint}`, { cause });
  }
  const { data, error } = NewRules.safeParse(content);
  if (data !== undefined) return data.rules;
  const mistakes = error?.issues.map(({ path, message }) => `${file}: ${[...path].join('.')} ${message}`) ?? [];
  throw new CommandError(ExitCode.usage, [...mistakes, hint].join('\n'), { cause: error });
}
