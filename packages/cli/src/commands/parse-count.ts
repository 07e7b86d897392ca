import { InvalidArgumentError } from 'commander';

/**
 * Reads a flag that counts things, from 1 up.
 *
 * @throws InvalidArgumentError which says what would be right
 */
export function parseCount(text: string, most: number): number {
  const count = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= most)) throw new InvalidArgumentError(`It should be a whole number from 1 to ${most}.`);
  return count;
}
