/** Time over which costs are averaged. */
const WINDOW_MS = 60_000;

/**
 * How much of Redis' time this console takes, as Redis' own clock says around each of its reads.
 *
 * @param onSpent called with each cost, in ms
 */
export function createCost(now: () => number, onSpent: (costMs: number) => void = () => undefined) {
  let spent: { atMs: number; costMs: number }[] = [];
  const startedMs = now();
  return {
    /** @param costMs Redis' time between the first and the last command of a read */
    add(costMs: number): void {
      const atMs = now();
      onSpent(costMs);
      spent = [...spent.filter((each) => each.atMs > atMs - WINDOW_MS), { atMs, costMs }];
    },
    /** Its part of Redis' time, 0 to 1. */
    share(): number {
      const overMs = Math.min(WINDOW_MS, Math.max(1000, now() - startedMs));
      return spent.reduce((sum, { costMs }) => sum + costMs, 0) / overMs;
    },
  };
}
export type Cost = ReturnType<typeof createCost>;
