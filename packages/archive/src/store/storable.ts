import { Outcome } from '@cueline/shared';

const UNSTORABLE = /[\0\p{Surrogate}]/gu;
const REPLACEMENT = '\uFFFD';

/**
 * An outcome that every database keeps: in names and values, what some do not know is replaced. PostgreSQL knows no NUL, and
 * none knows half of a surrogate pair.
 */
export function storable(outcome: Outcome): Outcome {
  return Outcome.parse(replaced(outcome));
}

function replaced(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(UNSTORABLE, REPLACEMENT);
  if (Array.isArray(value)) return value.map(replaced);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [replaced(name), replaced(part)]));
}
