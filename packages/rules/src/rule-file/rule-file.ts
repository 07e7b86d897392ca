import { z } from 'zod';
import { DURATION } from './duration.js';
import { Priority, UnclearCue } from '../pack/pack.js';

// Descriptions and examples serve twice: an editor shows them (they are in the JSON Schema), and a validation error
// gives them as its hint. Nothing is transformed or filled in here; that is the work of resolve-pack.ts.

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .meta({
    id: 'name',
    description: 'a name in small letters, digits and _, beginning with a letter',
    examples: ['recording_notice'],
  });

const Text = z.string().regex(/\S/);

const Duration = z
  .string()
  .regex(DURATION)
  .meta({ id: 'duration', description: 'a number and ms, s or m without a space', examples: ['5s', '500ms'] });
const DurationAboveZero = z
  .string()
  .regex(new RegExp(`(?=.*[1-9])${DURATION.source}`))
  .meta({
    id: 'durationAboveZero',
    description: 'a number above 0 and ms, s or m without a space',
    examples: ['30s', '2m', '500ms'],
  });

const Tolerance = z.enum(['exact', 'asr']).meta({
  id: 'tolerance',
  description: 'asr (the default) also finds phrases that speech recognition garbled slightly, exact does not',
});

const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/)
  .meta({ id: 'locale', description: 'the language and country', examples: ['es-US'] });

const PhraseInFile = z
  .union([
    Text,
    z.strictObject({ phrase: Text, tolerance: Tolerance.optional(), locale: Locale.optional() }),
    z.strictObject({
      any: z
        .array(Text)
        .min(1)
        .meta({
          description: 'phrases of which each counts, to say of several in one place what language they are in',
          examples: [['esta llamada se graba']],
        }),
      tolerance: Tolerance.optional(),
      locale: Locale.optional(),
    }),
    z.strictObject({
      all: z
        .array(Text)
        .min(2)
        .max(6)
        .meta({
          description: 'two to six phrases, all of which have to be said, in any order',
          examples: [['free trial', 'we charge', '{money}']],
        }),
      within: z
        .int()
        .min(2)
        .max(60)
        .meta({ description: 'from the first to the last word of all, as a number of words up to 60', examples: [20] }),
      tolerance: Tolerance.optional(),
      locale: Locale.optional(),
    }),
    z.strictObject({
      regex: Text.meta({
        description: 'a regular expression in JavaScript syntax; case does not matter',
        examples: [String.raw`(?<!\w)apr\s+of\s+\d+`],
      }),
    }),
  ])
  .meta({ id: 'phrase', description: 'a phrase in quotes', examples: ['you are on a [recorded] line'] });

const Phrases = z.array(PhraseInFile);
const Say = Phrases.min(1).meta({
  id: 'say',
  description: 'a list of phrases, any one of which counts',
  examples: [['(this|the) call (is|may be) recorded']],
});
const Except = Phrases.meta({
  id: 'except',
  description: 'a list of exceptions: a phrase of `say` does not count within one of these',
  examples: [['this call is recorded by you']],
});
const SpeakerInFile = z
  .enum(['agent', 'customer', 'any'])
  .meta({ id: 'speaker', description: 'who says it; the agent by default' });

const Event = z
  .strictObject({
    speaker: SpeakerInFile.optional(),
    say: Say,
    except: Except.optional(),
    locale: Locale.optional(),
  })
  .meta({
    id: 'event',
    description: 'a moment in a call',
    examples: [{ speaker: 'customer', say: ['cancel [my] plan'] }],
  });
const EventOrName = z.union([Name, Event]).meta({
  description: 'the name of an event, or an event written in place',
  examples: ['closing', { speaker: 'customer', say: ['cancel [my] plan'] }],
});

const AttributeFilter = z.record(z.string(), z.array(z.string()).min(1)).meta({
  id: 'attributes',
  description:
    'attributes of the interaction, each with a list of the values that match, in quotes if they are numbers',
  examples: [{ skill: ['cards', 'loans'] }],
});

const day = (description: string, example: string) => z.iso.date().meta({ description, examples: [example] });

const Cue = z
  .union([
    z.literal('off'),
    z.strictObject({
      priority: Priority.meta({ description: 'how urgent the cue is; high by default' }).optional(),
      text: Text.meta({ description: 'a sentence that tells the agent what to say' }).optional(),
    }),
  ])
  .meta({
    id: 'cue',
    description: 'off, or the cue on the desktop',
    examples: ['off', { priority: 'high', text: 'Say: this call is being recorded.' }],
  });

const Unclear = z
  .union([
    z.literal('off'),
    z.strictObject({
      closeness: z
        .number()
        .min(0.5)
        .max(1)
        .meta({ description: 'how close it has to come, from 0.5 to 1; 0.85 by default', examples: [0.85] })
        .optional(),
      cue: UnclearCue.meta({
        description:
          'soft (the default): a cue of low priority that quotes what was heard; hold: no cue; cue: the same cue as if nothing came close',
      }).optional(),
    }),
  ])
  .meta({
    id: 'unclear',
    description: 'off, or what happens when something close to a disclosure was said',
    examples: ['off', { closeness: 0.85, cue: 'soft' }],
  });

/** What disclosures and prohibited phrases have in common. */
const rule = {
  id: Name,
  title: Text.meta({ description: 'what the cue shows the agent', examples: ['Call recording notice'] }),
  source: Text.meta({ description: 'why it is a rule; shown in reports', examples: ['15 USC 1692e(11)'] }).optional(),
  speaker: SpeakerInFile.optional(),
  except: Except.optional(),
  tolerance: Tolerance.optional(),
  locale: Locale.optional(),
  when: AttributeFilter.optional(),
  unless: AttributeFilter.optional(),
  valid: z
    .strictObject({
      from: day('the first day on which it holds', '2026-01-01').optional(),
      to: day('the last day on which it holds', '2027-12-31').optional(),
    })
    .meta({
      description: 'only for interactions that start then',
      examples: [{ from: '2026-01-01', to: '2027-12-31' }],
    })
    .optional(),
  cue: Cue.optional(),
  examples: z
    .strictObject({ said: z.array(Text).optional(), not_said: z.array(Text).optional() })
    .meta({
      description: 'sentences that count and sentences that do not: the tests of the rule',
      examples: [{ said: ['this call is recorded'], not_said: ['i recorded a song'] }],
    })
    .optional(),
};

const ElementInFile = z.strictObject({
  title: Text.meta({ description: 'what this part is about', examples: ['attempt to collect a debt'] }),
  speaker: SpeakerInFile.optional(),
  say: Say,
  except: Except.optional(),
});

const DisclosureInFile = z.strictObject({
  ...rule,
  say: Say.optional(),
  elements: z
    .array(ElementInFile)
    .min(1)
    .meta({
      description: 'several parts, each with its own say',
      examples: [[{ title: 'attempt to collect a debt', say: ['attempt to collect a debt'] }]],
    })
    .optional(),
  need: z
    .int()
    .min(1)
    .meta({ description: 'how many of the elements must be said, as a whole number; all by default', examples: [2] })
    .optional(),
  equals: z
    .record(Name, Text)
    .meta({
      description: 'values that a phrase names, as in {percent as apr}, each with the attribute that it has to equal',
      examples: [{ apr: 'offered_apr' }],
    })
    .optional(),
  after: EventOrName.optional(),
  since: z
    .literal('after')
    .meta({ description: '`since: after`: what is said before the `after` event does not count' })
    .optional(),
  before: EventOrName.optional(),
  due: DurationAboveZero.optional(),
  from: z
    .literal('agent')
    .meta({ description: '`from: agent`: `due` counts from the first words of the agent, not of the call' })
    .optional(),
  answer: z
    .strictObject({ within: DurationAboveZero, yes: Say, no: Say, except: Except.optional() })
    .meta({
      description: 'what the customer says to it, and by when',
      examples: [{ within: '20s', yes: ['yes', 'i agree'], no: ['no', 'i do not'] }],
    })
    .optional(),
  again: z
    .union([
      EventOrName,
      z.strictObject({ attribute: Text.meta({ description: 'an attribute of the interaction', examples: ['agent'] }) }),
    ])
    .meta({
      description: 'owed anew after an event, or when an attribute changes',
      examples: ['transfer', { attribute: 'agent' }],
    })
    .optional(),
  remind: z
    .strictObject({
      every: DurationAboveZero,
      max: z
        .int()
        .min(1)
        .max(100)
        .meta({ description: 'how often to remind, as a whole number up to 100', examples: [2] }),
    })
    .meta({ description: 'repeats the cue', examples: [{ every: '60s', max: 2 }] })
    .optional(),
  hold: DurationAboveZero.meta({
    description: 'how long its cue waits, at most, while the agent is in the middle of an utterance',
    examples: ['5s'],
  }).optional(),
  waivable: z
    .boolean()
    .meta({ description: 'true: the agent may say on the panel that it is not in this call', examples: [true] })
    .optional(),
  unclear: Unclear.optional(),
});

const ProhibitedInFile = z.strictObject({ ...rule, say: Say });

/** A rule file as an analyst writes it, before includes are merged and defaults filled in. */
export const RuleFile = z.strictObject({
  version: z.literal(1).meta({ description: 'the version of the format: 1', examples: [1] }),
  include: z
    .array(Text)
    .meta({ description: 'a list of rule files, relative to this one', examples: [['us-recording-notice.yaml']] })
    .optional(),
  locale: Locale.optional(),
  tolerance: Tolerance.optional(),
  fillers: z
    .array(Text)
    .meta({ description: 'a list of words that are passed over', examples: [['um', 'uh', 'you know']] })
    .optional(),
  expansions: z
    .record(Name, Text)
    .meta({
      description: 'pieces of phrases by name, used as <name>',
      examples: [{ this_call: '(this|the|our) (call|conversation)' }],
    })
    .optional(),
  events: z
    .record(Name, EventOrName)
    .meta({ description: 'moments in a call, by name', examples: [{ closing: { say: ['is there anything else'] } }] })
    .optional(),
  disclosures: z.array(DisclosureInFile).meta({ description: 'a list of what must be said' }).optional(),
  prohibited: z.array(ProhibitedInFile).meta({ description: 'a list of what must not be said' }).optional(),
  unclear: Unclear.optional(),
  limits: z
    .strictObject({
      cues_per_interaction: z
        .int()
        .min(0)
        .meta({ description: 'the most cues for one interaction, as a whole number; 12 by default', examples: [12] })
        .optional(),
      quiet: Duration.optional(),
    })
    .meta({ description: 'limits against nagging', examples: [{ cues_per_interaction: 12, quiet: '5s' }] })
    .optional(),
});
export type RuleFile = z.infer<typeof RuleFile>;
export type DisclosureInFile = z.infer<typeof DisclosureInFile>;
export type ProhibitedInFile = z.infer<typeof ProhibitedInFile>;
export type PhraseInFile = z.infer<typeof PhraseInFile>;
export type EventInFile = z.infer<typeof Event>;
