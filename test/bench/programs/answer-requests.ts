import { createInterface } from 'node:readline';
import type { z } from 'zod';

/** The other end of a `BenchProgram`: requests are lines of JSON on stdin, answered in order on stdout. */
export async function answerRequests<Request>(
  schema: z.ZodType<Request>,
  answer: (request: Request) => Promise<object>,
): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const answered = await answer(schema.parse(JSON.parse(line))).catch((error: unknown) => ({ error: String(error) }));
    process.stdout.write(`${JSON.stringify(answered)}\n`);
  }
}
