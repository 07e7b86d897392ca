/**
 * The first of a list, for tests that need one.
 *
 * @throws if there is none: a test of a killed process must not pass when there is none
 */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
}
