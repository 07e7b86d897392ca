import { z } from 'zod';

/** What tells a line of a file from others. */
const Line = z.object({
  prefix: z.string(),
  interactionId: z.string(),
  outcome: z.object({ firstHeardAtMs: z.number() }),
});

/** The call that a line is about; undefined if it is blank, or something else. */
export function parseLine(line: string): { prefix: string; interactionId: string; firstHeardAtMs: number } | undefined {
  try {
    const { prefix, interactionId, outcome } = Line.parse(JSON.parse(line));
    return { prefix, interactionId, firstHeardAtMs: outcome.firstHeardAtMs };
  } catch {
    return undefined;
  }
}
