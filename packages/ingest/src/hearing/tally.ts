const MAX_NAMES = 20;
const MAX_NAME_LENGTH = 40;

/** How often each name was met. Names are cut, and those after the first twenty are not kept: they come from outside. */
export type Tally = Map<string, number>;

/** Counts a name `count` times more. */
export function addTo(tally: Tally, name: string, count = 1): void {
  const key = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH)}…` : name;
  const known = tally.get(key);
  if (known !== undefined || tally.size < MAX_NAMES) tally.set(key, (known ?? 0) + count);
}

/** Adds up tallies; the most frequent name comes first. */
export function mergeTallies(tallies: readonly Tally[]): [name: string, count: number][] {
  const sum: Tally = new Map();
  for (const tally of tallies) for (const [name, count] of tally) addTo(sum, name, count);
  return [...sum].toSorted(([, a], [, b]) => b - a);
}
