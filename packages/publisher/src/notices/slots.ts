/** Requests at once to one receiver: one that hangs leaves the others theirs. */
const OF_ONE = 4;
/** How soon a job that found none free tries again, at the earliest. */
const BUSY_MS = 250;
/** Jobs of one receiver come back one after another, so that a long queue for one that hangs keeps nobody busy. */
const SPACING_MS = 5;

/** Creates what limits how many requests to one receiver are under way. `now` never goes back, in ms. */
export function createSlots(now: () => number) {
  const underWay = new Map<string, number>();
  const nextAtMs = new Map<string, number>();
  return {
    /** Takes one of a receiver's; says how to give it back, or how long to wait for one. */
    take(receiver: string): { readonly release: () => void } | { readonly waitMs: number } {
      const taken = underWay.get(receiver) ?? 0;
      if (taken < OF_ONE) {
        underWay.set(receiver, taken + 1);
        return { release: () => underWay.set(receiver, (underWay.get(receiver) ?? 1) - 1) };
      }
      const atMs = Math.max(now() + BUSY_MS, (nextAtMs.get(receiver) ?? 0) + SPACING_MS);
      nextAtMs.set(receiver, atMs);
      return { waitMs: Math.ceil(atMs - now()) };
    },
  };
}
