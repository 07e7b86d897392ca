import { randomUUID } from 'node:crypto';
import { createKeys, createLayoutChange } from '@cueline/shared';
import { type MigrationContext, MigrationError } from './migration-context.js';

const RENEW_MS = 2_000;

/** The right to change the layout. */
export interface LayoutLease {
  /** Aborted when the lease may be another's. */
  readonly lost: AbortSignal;
  /** Changes what is stored; the last change gives the lease back. */
  readonly change: (now: string, options?: { readonly isLast?: boolean }) => Promise<void>;
  /** Renews the lease from now on. */
  readonly keep: (alsoRenew: () => Promise<void>) => void;
  readonly stop: () => void;
  /** Says that nothing follows the layout in force; returns whether that was still ours to say. */
  readonly giveUp: (now: string) => Promise<boolean>;
}

/** The right to change the layout, which is stored as it was read, for as long as it is renewed. */
export function createLayoutLease(
  { redis, prefix, leaseMs }: Required<Pick<MigrationContext, 'redis' | 'prefix' | 'leaseMs'>>,
  read: string,
): LayoutLease {
  const keys = createKeys(prefix);
  const write = createLayoutChange({ redis, keys });
  const token = randomUUID();
  const lost = new AbortController();
  let text = read;
  let holder: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  async function writeNow(now: string, isLast: boolean): Promise<void> {
    const newHolder = isLast ? undefined : token;
    // If the connection breaks, the change is sent again, and finds itself done.
    const isDone =
      (await write({ read: text, now, holder, newHolder, leaseMs })) ||
      (now !== text && (await redis.get(keys.partitions)) === now);
    if (!isDone) throw new MigrationError('another migration is under way, or this one stood still for too long');
    text = now;
    holder = newHolder;
  }
  const inTurn = (step: () => Promise<void>) => {
    const done = queue.then(step);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    lost: lost.signal,
    change: (now: string, { isLast = false } = {}) => inTurn(() => writeNow(now, isLast)),
    keep(alsoRenew) {
      const renew = async () => {
        await writeNow(text, false);
        await alsoRenew();
      };
      timer = setInterval(
        () => {
          inTurn(renew).catch(() => lost.abort());
        },
        Math.min(RENEW_MS, leaseMs / 4),
      );
    },
    stop: () => clearInterval(timer),
    async giveUp(now) {
      clearInterval(timer);
      if (holder === undefined) return false;
      return inTurn(() => writeNow(now, true)).then(
        () => true,
        () => false,
      );
    },
  };
}
