type Values = readonly (number | null)[];

const known = (values: Values) => values.filter((value) => value !== null);

/** How many steps at the beginning nothing is known of. */
export function knownFrom(values: Values): number {
  const first = values.findIndex((value) => value !== null);
  return first === -1 ? values.length : first;
}

export const latestOf = (values: Values): number | undefined => values.at(-1) ?? known(values.slice(-5)).at(-1);

export function mostOf(values: Values): number | undefined {
  const all = known(values);
  return all.length === 0 ? undefined : all.reduce((a, b) => Math.max(a, b));
}

/** A long line as a few stretches with the highest value of each, the first first. */
export function bucketsOf(fromMs: number, stepMs: number, lines: readonly Values[], count: number) {
  const length = Math.max(0, ...lines.map((values) => values.length));
  const size = Math.max(1, Math.ceil(length / count));
  return Array.from({ length: Math.ceil(length / size) }, (_, at) => ({
    atMs: fromMs + at * size * stepMs,
    values: lines.map((values) => mostOf(values.slice(at * size, (at + 1) * size))),
  }));
}
