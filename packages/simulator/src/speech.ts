import { z } from 'zod';

/** What somebody says, as a frame of CXone's own socket has it; times in ms since the epoch. */
const Speech = z.object({
  type: z.literal('transcription'),
  interactionId: z.string(),
  isFinal: z.boolean(),
  speaker: z.string(),
  text: z.string(),
  confidence: z.number().default(0.9),
  segmentId: z.string().optional(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  language: z.string().default('en-US'),
  attributes: z.record(z.string(), z.string()).default({}),
});
export type Speech = z.infer<typeof Speech>;

const End = z.object({ type: z.literal('interactionEnded'), interactionId: z.string() });

/** What a frame of CXone's own socket is, of which other platforms' frames are made. */
export type OwnFrame =
  | { readonly kind: 'speech'; readonly speech: Speech }
  | { readonly kind: 'end'; readonly interactionId: string }
  /** Broken, or something else. */
  | { readonly kind: 'other' };

/** Reads a frame as the player makes them, with whatever faults have made of it. */
export function readOwnFrame(data: string): OwnFrame {
  const frame = parse(data);
  const speech = Speech.safeParse(frame).data;
  if (speech !== undefined) return { kind: 'speech', speech };
  const end = End.safeParse(frame).data;
  return end === undefined ? { kind: 'other' } : { kind: 'end', interactionId: end.interactionId };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** A word, and when it was said: in ms since its call began. */
export interface TimedWord {
  readonly word: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** The words of what was said, spread over the time that it took. */
export function timedWords(
  { text, startTime = 0, endTime = startTime }: Pick<Speech, 'text' | 'startTime' | 'endTime'>,
  beganAtMs: number,
): TimedWord[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const at = (place: number) => Math.max(0, startTime + ((endTime - startTime) * place) / words.length - beganAtMs);
  return words.map((word, place) => ({ word, startMs: at(place), endMs: at(place + 1) }));
}
