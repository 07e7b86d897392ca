import type { PlacedLayout, RedisClient } from '@cueline/shared';

/** Commands under way at once. */
const AT_ONCE = 200;

export interface CopyContext {
  readonly redis: RedisClient;
  readonly prefix: string;
  readonly from: PlacedLayout;
  readonly to: PlacedLayout;
  /** Aborted if the copy is of no use any more. */
  readonly signal: AbortSignal;
}

export const partitionsOf = ({ partitions }: { readonly partitions: number }): number[] =>
  Array.from({ length: partitions }, (_, partition) => partition);

/** Runs commands for items, some at once. */
export async function forEach<T>(
  items: readonly T[],
  signal: AbortSignal,
  step: (item: T) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(items.slice(at, at + AT_ONCE).map(step));
  }
}

/** Steps side by side, `most` at once. */
export function createUnderWay(most: number) {
  let steps: Promise<unknown>[] = [];
  const done = async (): Promise<void> => {
    const all = steps;
    steps = [];
    await Promise.all(all);
  };
  return {
    /** Adds a step that has begun; waits for all if there are many. */
    async add(step: Promise<unknown>): Promise<void> {
      step.catch(() => undefined); // whoever waits for all learns of it
      steps.push(step);
      if (steps.length >= most) await done();
    },
    /** Waits for all. */
    done,
  };
}

/** The partitions of another layout that interactions of one may go to: those with the same remainder by what divides both. */
export function targetsOf(partition: number, from: PlacedLayout, to: PlacedLayout): number[] {
  const divisor = greatestDivisor(from.partitions, to.partitions);
  return partitionsOf(to).filter((target) => target % divisor === partition % divisor);
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
