import { z } from 'zod';
import { NoticeKind } from '../stored/notice.js';
import { parseDuration } from '../timing/duration.js';

// Descriptions and examples serve twice: an editor shows them (they are in the JSON Schema), and a mistake gives them as its hint.

/** Text, or the name of a value that stands for it. */
const Secret = z
  .string()
  .regex(/^\{values\.[\w-]+\}$/)
  .meta({
    id: 'notices-value',
    description: 'a value of NOTICES_VALUES',
    examples: ['{values.deskSecret}'],
  });

const Words = (description: string, example: string[]) =>
  z
    .array(z.string().min(1))
    .min(1)
    .meta({ description, examples: [example] });

export const NoticeReceiver = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .meta({
      description: 'what it is called in logs, metrics and dead letters: small letters, digits and -',
      examples: ['compliance-desk'],
    }),
  url: z
    .string()
    .regex(/^(?:https?:\/\/[^/{}?#\s]+(?:[/?][^{}\s]*)?|\{values\.[\w-]+\})$/)
    .meta({
      description: 'where notices are posted; an address that is a secret is a value of NOTICES_VALUES',
      examples: ['https://desk.example/cueline', '{values.slackUrl}'],
    }),
  format: z
    .enum(['cloudevents', 'slack', 'teams'])
    .optional()
    .meta({
      description:
        'what is posted: `cloudevents` (CloudEvents 1.0 in JSON), or a message for a webhook of `slack` or `teams`',
      examples: ['slack'],
    }),
  secret: Secret.optional().meta({
    description: 'what requests are signed with, as Standard Webhooks says: `whsec_` and 24 to 64 bytes in Base64',
    examples: ['{values.deskSecret}'],
  }),
  events: z
    .array(NoticeKind)
    .min(1)
    .optional()
    .meta({ description: 'the events that it gets; without it, all', examples: [['prohibited', 'missed']] }),
  rules: Words('the rules whose notices it gets; without it, all', ['recording-notice']).optional(),
  attributes: z
    .record(z.string(), Words('one of these values', ['billing']))
    .optional()
    .meta({
      description: 'the calls whose notices it gets, by their attributes: each attribute must have one of these values',
      examples: [{ skill: ['billing'], team: ['north'] }],
    }),
  words: z
    .literal(true)
    .optional()
    .meta({
      description: 'whether notices quote what was said, with numbers masked; without it, they do not',
      examples: [true],
    }),
  link: z
    .string()
    .regex(/^https?:\/\/[^/{}?#\s]+\/[^\s]*\{call\}[^\s{}]*$/)
    .optional()
    .meta({
      description: 'where people look at the call; {call} stands for its id',
      examples: ['https://console.example/calls/{call}'],
    }),
  timeout: z
    .string()
    .refine((text) => (parseDuration(text) ?? 0) > 0)
    .optional()
    .meta({ description: 'how long an answer may take', examples: ['10s'] }),
});
export type NoticeReceiver = z.infer<typeof NoticeReceiver>;

/** A file that says who gets which notices: `notices/schema.json` is its JSON Schema. */
export const NoticesFile = z.strictObject({
  version: z.literal(1).meta({ description: 'the version of this format', examples: [1] }),
  source: z
    .string()
    .regex(/^[^\s{}]+$/)
    .optional()
    .meta({
      description: 'what CloudEvents name as their `source`; without it, `/cueline/` and KEY_PREFIX',
      examples: ['https://cueline.bank.example'],
    }),
  receivers: z.array(NoticeReceiver).min(1).max(20).meta({ description: 'who gets notices' }),
});
export type NoticesFile = z.infer<typeof NoticesFile>;

/** The JSON Schema of such files, by which editors complete and check them while they are written. */
export function noticesJsonSchema(): object {
  return { title: 'Cueline notices file', ...z.toJSONSchema(NoticesFile, { io: 'input' }) };
}
