import { z } from 'zod';

/** What tells a line of a call from others. */
const CallLine = z.object({
  prefix: z.string(),
  interactionId: z.string(),
  outcome: z.object({ firstHeardAtMs: z.number() }),
});
/** An act of a console; what it was done to may be a call. */
const ActLine = z.looseObject({ prefix: z.string(), entry: z.string(), target: z.string() });

/** The call that a line is about; undefined if it is blank, or something else. */
export function parseLine(line: string): { prefix: string; interactionId: string; firstHeardAtMs: number } | undefined {
  const parsed = CallLine.safeParse(parseJson(line)).data;
  return parsed && { prefix: parsed.prefix, interactionId: parsed.interactionId, ...parsed.outcome };
}

/**
 * A line of an act with another target, and without its reason; the line itself if it is no act, or its target stays.
 *
 * @param retarget gives the new target
 */
export function withTarget(line: string, retarget: (act: { prefix: string; target: string }) => string): string {
  const act = ActLine.safeParse(parseJson(line)).data;
  if (act === undefined) return line;
  const target = retarget(act);
  const { reason: _, ...kept } = act;
  return target === act.target ? line : JSON.stringify({ ...kept, target });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
