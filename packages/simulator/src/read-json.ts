import type { Context } from 'hono';

type Reviver = Parameters<typeof JSON.parse>[1];

/** The body of a request: undefined if it is empty, and the text itself if it is not JSON. */
export async function readJson(c: Context, reviver?: Reviver): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text, reviver);
  } catch {
    return text;
  }
}

/** As `readJson`; numbers that JavaScript would write in another way, such as long ids, are written as they came when it becomes JSON again. */
export const readFrames = (c: Context): Promise<unknown> => readJson(c, keepNumber);

/** TypeScript's types do not know it; Node has it from version 21 on. */
const { rawJSON } = JSON as typeof JSON & { readonly rawJSON: (json: string) => unknown };

function keepNumber(_name: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value !== 'number' || source === undefined || source === String(value) ? value : rawJSON(source);
}
