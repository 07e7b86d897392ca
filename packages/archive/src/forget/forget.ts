import { createKeys, InteractionId, type RedisClient } from '@cueline/shared';
import { parseLine, withTarget } from '../files/archived-line.js';
import { editLines } from '../files/edit-files.js';
import { eraseCall, legalHoldOf, replayErasures } from '../store/erasures.js';
import { idHash } from '../store/id-hash.js';
import type { Store } from '../store/open-store.js';
import { withoutForgotten } from '../store/without-forgotten.js';
import { forgetInRedis, type ForgottenInRedis } from './forget-in-redis.js';

/** All places where a call may be. */
export interface Places {
  readonly redis: RedisClient;
  readonly prefix: string;
  /** The layout of its partitions. */
  readonly epoch: number;
  readonly partitions: number;
  readonly store: Store | undefined;
  /** Of NDJSON files. */
  readonly folder: string | undefined;
}

export interface ForgetOptions {
  /** Also a call that goes on; what is said in it from now on is a call of its own. */
  readonly evenLive: boolean;
  /** Who does it. */
  readonly actor: string;
}

export type Forgotten =
  | { readonly kind: 'live' }
  | { readonly kind: 'held'; readonly atMs: number; readonly actor: string }
  | {
      readonly kind: 'forgotten';
      /** How many were removed, by place. */
      readonly counts: Readonly<Record<string, number>>;
      readonly lookRevision: number | undefined;
      readonly isHeldByArchiver: boolean;
    };

/**
 * Removes a call from everywhere, and leaves a record without its id by which that is repeated if the archive or Redis is restored.
 * Harmless to repeat.
 */
export async function forget(
  id: string,
  { redis, prefix, epoch, partitions, store, folder }: Places,
  { evenLive, actor }: ForgetOptions,
): Promise<Forgotten> {
  const interactionId = InteractionId.parse(id);
  const keys = createKeys(prefix, epoch);
  const hold = store === undefined ? undefined : await legalHoldOf(store.db, prefix, id);
  if (hold !== undefined) return { kind: 'held', ...hold };
  const inRedis: ForgottenInRedis | undefined = await forgetInRedis(interactionId, {
    redis,
    keys,
    partitions,
    evenLive,
  });
  if (inRedis === undefined) return { kind: 'live' };

  const [seconds, micros] = await redis.time();
  const atMs = Number(seconds) * 1000 + Math.ceil(Number(micros) / 1000);
  // From here on no archiver keeps it, even if it has read it before.
  await redis.hset(keys.erasures, idHash(prefix, id), atMs);
  const rows =
    store === undefined ? 0 : await eraseCall(store.db, { prefix, interactionId: id, actor, atMs }, inRedis.counts);
  await store?.purge();
  const hash = idHash(prefix, id);
  const edit = (line: string): string => {
    const found = parseLine(line);
    if (found !== undefined) return found.prefix === prefix && found.interactionId === id ? '' : line;
    return withTarget(line, ({ prefix: its, target }) =>
      its === prefix && `${target} `.startsWith(`${id} `) ? hash + target.slice(id.length) : target,
    );
  };
  const lines = folder === undefined ? 0 : await editLines(folder, edit);
  const { counts, ...rest } = inRedis;
  return { kind: 'forgotten', ...rest, counts: { ...counts, 'archive rows': rows, 'archive lines': lines } };
}

/**
 * Removes again what was erased before: the archive was restored from a backup.
 *
 * @returns how many were removed, by place
 */
export async function replayForgotten({ redis, prefix, store, folder }: Places): Promise<Record<string, number>> {
  const keys = createKeys(prefix);
  const rows = store === undefined ? 0 : await replayErasures(store.db, { redis, keys, prefix });
  await store?.purge();
  const erased = await redis.hgetall(keys.erasures);
  const edit = (line: string): string => {
    const found = parseLine(line);
    if (found === undefined)
      return withTarget(line, (act) =>
        act.prefix === prefix ? (withoutForgotten({ target: act.target }, prefix, erased)['target'] ?? '') : act.target,
      );
    const erasedAtMs = Number(erased[idHash(prefix, found.interactionId)] ?? -Infinity);
    return found.prefix === prefix && erasedAtMs >= found.firstHeardAtMs ? '' : line;
  };
  const lines = folder === undefined || Object.keys(erased).length === 0 ? 0 : await editLines(folder, edit);
  return { 'archive rows': rows, 'archive lines': lines };
}
