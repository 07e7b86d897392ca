import { z } from 'zod';

/** An answer of the API that says why a request failed. */
export const failure = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error: message }, { status, headers });

/** The answer to a body that does not fit, or undefined when it does. */
export function refuseMisfit(schema: z.ZodType, body: unknown): Response | undefined {
  const { error } = schema.safeParse(body);
  return error && failure(422, z.prettifyError(error));
}
