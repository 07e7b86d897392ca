/**
 * A duration in a rule file: a number and `ms`, `s` or `m`. The digits are bounded because JSON has no infinite number.
 */
export const DURATION = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m)$/;

const MS_PER_UNIT = { ms: 1, s: 1000, m: 60_000 };

/**
 * Reads a duration such as `45s`, in ms.
 *
 * @throws {RangeError} when the text is no duration; the schema of the rule file has seen to it that it is one.
 */
export function parseDuration(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined || !isUnit(unit)) throw new RangeError(`not a duration: ${text}`);
  return Number(amount) * MS_PER_UNIT[unit];
}

function isUnit(unit: string | undefined): unit is keyof typeof MS_PER_UNIT {
  return unit !== undefined && unit in MS_PER_UNIT;
}
