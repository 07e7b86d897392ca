import { z } from 'zod';

/* The fields of platforms' documents. Those that may be left out may be null, and numbers may stand in quotes, as in frames. */

const unquoted = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
const digits = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);
const present = <T>(value: T | null): T | undefined => value ?? undefined;

/** A number, possibly in quotes. */
export const aNumber = z.preprocess(unquoted, z.number());
/** A text; a number gives its digits. */
export const aText = z.preprocess(digits, z.string());

/** A time or nothing. One that cannot be read is a mistake, since deadlines hang on it. */
export const maybeTime = aNumber.nullish().transform(present);
/** A number or nothing: one that cannot be read counts as absent. */
export const maybeNumber = aNumber.optional().catch(undefined);
/** A text or nothing: one that cannot be read counts as absent. */
export const maybeText = aText.optional().catch(undefined);
