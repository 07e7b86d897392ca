import { z } from 'zod';

const Tolerance = z.enum(['exact', 'asr']);

/** Where the language of a phrase is another than that of its pack, its tag. */
const Locale = z.string();

/**
 * A passage of speech to look for: a phrase in the notation of the rule file, several of them in any order within so
 * many words, or a regular expression.
 */
export const Phrase = z.union([
  z.object({ phrase: z.string(), tolerance: Tolerance, locale: Locale.optional() }),
  z.object({
    all: z.array(z.string()).min(2),
    within: z.number().int().min(1),
    tolerance: Tolerance,
    locale: Locale.optional(),
  }),
  z.object({ regex: z.string() }),
]);
export type Phrase = z.infer<typeof Phrase>;

export const Priority = z.enum(['low', 'normal', 'high', 'critical']);
export type Priority = z.infer<typeof Priority>;

/** A phrase as people write it in a rule file. */
export function phraseText(phrase: Phrase): string {
  if ('regex' in phrase) return phrase.regex;
  if ('phrase' in phrase) return phrase.phrase;
  return `{all: [${phrase.all.map((part) => JSON.stringify(part)).join(', ')}], within: ${phrase.within}}`;
}

/** The kinds of values that phrases ask for: `{money}`. */
export const ValueKind = z.enum(['number', 'money', 'percent', 'ordinal', 'digits']);
export type ValueKind = z.infer<typeof ValueKind>;

/** Something that may be said: any phrase of `say` counts, unless one of `except` overlaps it. */
export const Sayable = z.object({
  speaker: z.enum(['agent', 'customer', 'any']),
  say: z.array(Phrase).min(1),
  except: z.array(Phrase),
});
export type Sayable = z.infer<typeof Sayable>;

/** Attribute name to the values that match; all names must match. */
const AttributeFilter = z.record(z.string(), z.array(z.string()).min(1));
export type AttributeFilter = z.infer<typeof AttributeFilter>;

/** What both kinds of rule have in common. */
const Rule = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.string(),
  source: z.string().optional(),
  when: AttributeFilter.optional(),
  unless: AttributeFilter.optional(),
  /** ISO dates (UTC), both inclusive; compared with the day on which the interaction was first heard. */
  valid: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }).optional(),
  /** `off`: decided and recorded without a cue. */
  cue: z.union([z.literal('off'), z.object({ priority: Priority, text: z.string().optional() })]),
  examples: z.object({ said: z.array(z.string()), notSaid: z.array(z.string()) }),
});

/** What happens when something came close to a disclosure: a cue of low priority, no cue, or the cue as if nothing had. */
export const UnclearCue = z.enum(['soft', 'hold', 'cue']);
export type UnclearCue = z.infer<typeof UnclearCue>;

/** A rule of what must be said. */
export const Disclosure = Rule.extend({
  /** A disclosure with a plain `say` has one element without a title. */
  elements: z
    .array(
      Sayable.extend({
        title: z.string().optional(),
        /** Values that have to equal an attribute. */
        equals: z
          .array(
            z.object({
              kind: ValueKind,
              attribute: z.string(),
              /** In which other languages than that of the pack it is said. */
              locales: z.array(z.string()).optional(),
            }),
          )
          .optional(),
      }),
    )
    .min(1),
  /** How many of the elements make the disclosure said. */
  need: z.number().int().min(1),
  /** Name of the event that makes it required; without it, it is required from the start. */
  after: z.string().optional(),
  /** Whether what is said before the `after` event counts. */
  sinceAfter: z.boolean(),
  /** Name of the event before which it has to be said. */
  before: z.string().optional(),
  /** From the interaction's first segment, or from what `from` names, or from the `after` event. */
  dueMs: z.number().positive().optional(),
  /** Whose first segment `dueMs` counts from: it is not required of a call in which the agent says nothing. */
  from: z.literal('agent').optional(),
  /** From when on it is owed anew: each time an event is heard, or an attribute changes its value. */
  again: z.union([z.object({ event: z.string() }), z.object({ attribute: z.string() })]).optional(),
  /** What the customer says to it, so long after it was said. */
  answer: z
    .object({
      withinMs: z.number().positive(),
      yes: z.array(Phrase).min(1),
      no: z.array(Phrase).min(1),
      except: z.array(Phrase),
    })
    .optional(),
  remind: z.object({ everyMs: z.number().positive(), max: z.number().int().min(1) }).optional(),
  /** How long its cue waits, at most, while the agent is in the middle of an utterance. */
  holdMs: z.number().positive().optional(),
  /** Whether the agent may say that it has no place in this call. */
  waivable: z.boolean().optional(),
  /** From which closeness (0 to 1) on it is unclear whether it was said; absent if it is said or not. */
  unclear: z.object({ closeness: z.number().min(0).max(1), cue: UnclearCue }).optional(),
});
export type Disclosure = z.infer<typeof Disclosure>;

/** A rule of what must not be said. */
export const Prohibited = Rule.extend(Sayable.shape);
export type Prohibited = z.infer<typeof Prohibited>;

/**
 * A rule pack as it runs: includes merged, defaults filled in, events written in place given names.
 * It is what `cueline:packs` holds, by digest, so every process decides by the same one.
 */
export const Pack = z.object({
  version: z.literal(1),
  locale: z.string(),
  fillers: z.array(z.string()),
  expansions: z.record(z.string(), z.string()),
  events: z.record(z.string(), Sayable),
  disclosures: z.array(Disclosure),
  prohibited: z.array(Prohibited),
  limits: z.object({ cuesPerInteraction: z.number().int().min(0), quietMs: z.number().min(0) }),
});
export type Pack = z.infer<typeof Pack>;

/** The highest priority among the cues of some rules; `undefined` where none has a cue. */
export function highestPriority(rules: readonly Pick<Disclosure | Prohibited, 'cue'>[]): Priority | undefined {
  const ranks = rules.flatMap(({ cue }) => (cue === 'off' ? [] : Priority.options.indexOf(cue.priority)));
  return Priority.options[Math.max(...ranks)];
}
