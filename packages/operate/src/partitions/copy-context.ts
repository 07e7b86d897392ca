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
