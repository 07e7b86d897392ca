/** A pack may have any number of rules, and packs change. */
const MOST_RULES = 200;
const OTHERS = 'other';

/** Names the series of rules in a metric; rules beyond the first 200 that it has met share one. */
export function createSeriesNames(): (rule: string) => string {
  const known = new Set<string>();
  return (rule) => {
    if (known.size < MOST_RULES) known.add(rule);
    return known.has(rule) ? rule : OTHERS;
  };
}
