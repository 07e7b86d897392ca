import { z } from 'zod';
import type { Call } from './call.js';
import { createRandom, pick, type Random } from './random.js';

/** What calls to generate; the same options make the same calls. */
export const GenerateOptions = z.object({
  /** How many calls. */
  calls: z.number().int().min(1),
  seed: z.number().int().default(1),
  /** What the ids begin with. */
  prefix: z.string().min(1).default('load'),
  durationMs: z.number().positive().default(60_000),
  /** Someone speaks one segment in each stretch of this length, in ms. */
  everyMs: z.number().positive().default(3000),
  /** What people say in each call besides small talk; `atMs` is when they have said it, in ms since the call began. */
  embed: z.array(z.object({ atMs: z.number().positive(), speaker: z.string(), text: z.string() })).default([]),
});
export type GenerateOptions = z.infer<typeof GenerateOptions>;
/** Options of which those left out have their defaults. */
export type GenerateInput = z.input<typeof GenerateOptions>;

/** For this long before and after an embedded text its speaker says nothing else, so that a phrase cut in two stays whole. */
const QUIET_MS = 5000;

/** Words of no rule. */
const vocabulary =
  'okay well sure right thanks maybe garden window weather letter morning evening table kitchen river mountain ' +
  'yesterday tomorrow looking waiting talking walking green yellow purple heavy light quick slow about around under';
const words = vocabulary.split(' ');

/** Calls of small talk in which nothing is said that a rule looks for, apart from what is embedded. */
export function generateCalls(input: GenerateInput): Call[] {
  const options = GenerateOptions.parse(input);
  const random = createRandom(options.seed);
  return Array.from({ length: options.calls }, (_, index) =>
    generateCall(`${options.prefix}-${options.seed}-${index + 1}`, options, random),
  );
}

function generateCall(interactionId: string, { durationMs, everyMs, embed }: GenerateOptions, random: Random): Call {
  const spoken = embed.map(({ atMs, speaker, text }) => ({ endMs: atMs, speaker, text }));
  for (let fromMs = 0; fromMs < durationMs; fromMs += everyMs) {
    const speaker = pick(random, ['agent', 'customer']);
    const endMs = Math.round(fromMs + random() * everyMs);
    const text = smallTalk(random);
    const isFree = embed.every((other) => other.speaker !== speaker || Math.abs(other.atMs - endMs) >= QUIET_MS);
    if (isFree) spoken.push({ endMs, speaker, text });
  }
  const segments = spoken
    .sort((a, b) => a.endMs - b.endMs)
    .map((segment, index) => ({
      ...segment,
      segmentId: `${interactionId}-${index + 1}`,
      startMs: Math.max(0, segment.endMs - 1500),
    }));
  return { interactionId, segments, endMs: Math.max(durationMs, segments.at(-1)?.endMs ?? 0) };
}

function smallTalk(random: Random): string {
  return Array.from({ length: 6 + Math.floor(random() * 9) }, () => pick(random, words)).join(' ');
}
