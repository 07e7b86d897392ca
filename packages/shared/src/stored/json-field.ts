import { z } from 'zod';

/** A field that holds JSON of this shape. */
export function jsonField<T extends z.ZodType>(shape: T) {
  return z.string().transform(parseJson).pipe(shape);
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
}
