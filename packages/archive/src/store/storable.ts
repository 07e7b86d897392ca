import { ArchivedOutcome } from '../stream/outcome-entry.js';

const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const REPLACEMENT = '\uFFFD';

/**
 * An outcome that every database keeps: in names and values, what some do not know is replaced. PostgreSQL knows no NUL, and
 * none knows half of a surrogate pair.
 */
export function storable(outcome: ArchivedOutcome): ArchivedOutcome {
  return ArchivedOutcome.parse(replaced(outcome));
}

/** An id, or other text, as it is stored. */
export const storableText = (text: string): string => text.replaceAll(UNSTORABLE, REPLACEMENT);

/** What was said, as it is stored. */
export const storableJson = (value: unknown): string => JSON.stringify(replaced(value));

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [replaced(name), replaced(part)]));
}
