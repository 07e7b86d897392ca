/**
 * The first of a list, for tests that need one.
 *
 * @throws if there is none: a test that kills no process must not pass
 */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('there is none');
  return one;
}
