import { z } from 'zod';

/** One finished stretch of speech that is kept of a call. Times are in ms of Redis' clock. */
export const StoredSpeech = z.object({
  segmentId: z.string(),
  speaker: z.enum(['agent', 'customer', 'other']),
  text: z.string(),
  heardAtMs: z.number(),
  /** When it began, if its frame said so. */
  startMs: z.number().optional(),
  confidence: z.number(),
  language: z.string().optional(),
  /** Attributes of the call that its frame had. */
  attributes: z.record(z.string(), z.string()).optional(),
});
export type StoredSpeech = z.infer<typeof StoredSpeech>;

/** Writes stretches of speech as lines, for the end of what is kept of a live call. */
export const formatSpeech = (speech: readonly StoredSpeech[]): string =>
  speech.map((one) => `${JSON.stringify(one)}\n`).join('');

/** Reads what `formatSpeech` wrote, in the order in which it was heard. */
export function parseSpeech(lines: string): StoredSpeech[] {
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => StoredSpeech.parse(JSON.parse(line)))
    .toSorted((a, b) => a.heardAtMs - b.heardAtMs);
}
