import { InteractionId, type Keys, type Partition, partitionOf } from '@cueline/shared';
import { z } from 'zod';
import { type CopyContext, createUnderWay, partitionsOf, targetsOf } from './copy-context.js';
import { scanKeys, type StoredKey, tagOf } from './stored-keys.js';

/** Kinds of keys of one interaction. */
const NAMES: Readonly<Record<string, (keys: Keys, partition: Partition, id: InteractionId) => string>> = {
  interaction: (keys, ...place) => keys.interaction(...place),
  ended: (keys, ...place) => keys.ended(...place),
  speech: (keys, ...place) => keys.speech(...place),
  trace: (keys, ...place) => keys.trace(...place),
};
export const AS_THEY_ARE: ReadonlySet<string> = new Set(Object.keys(NAMES));

const PAGE = 1000;
/** Reads and writes under way at once, each of about a hundred keys. */
const AT_ONCE = 50;

/** Returns for each key how long it stays (ms; -1: for good), and its value, or '' if it has gone. */
const READ_LUA = `
local values = {}
for i, key in ipairs(KEYS) do
  values[2 * i - 1] = redis.call('PTTL', key)
  values[2 * i] = redis.call('DUMP', key) or ''
end
return values`;
const WRITE_LUA = `
for i, key in ipairs(KEYS) do redis.call('RESTORE', key, ARGV[2 * i - 1], ARGV[2 * i], 'REPLACE') end
return #KEYS`;

/**
 * Copies keys of interactions as they are, and digests of what was written. Most are stubs of interactions that have ended: many small
 * keys, so that many are read, and written, at once.
 *
 * @returns how many
 */
export async function copyKeys(context: CopyContext): Promise<number> {
  const { redis, prefix, from, signal } = context;
  const partitions = new Map(partitionsOf(from).map((partition) => [tagOf(from.epoch, partition), partition]));
  const copied = new Set<string>();
  const underWay = createUnderWay(AT_ONCE);
  for await (const page of scanKeys(redis, prefix)) {
    signal.throwIfAborted();
    const fresh = page.filter(({ key, tag }) => partitions.has(tag) && !copied.has(key));
    const seen = fresh.filter(({ kind }) => kind === 'seen');
    const whole = fresh.filter(({ kind }) => AS_THEY_ARE.has(kind));
    for (const { key } of [...seen, ...whole]) copied.add(key);
    for (const { key, tag, id } of seen)
      await underWay.add(copySeen(context, key, partitions.get(tag) ?? 0, Number(id)));
    for (const group of Map.groupBy(whole, ({ tag }) => tag).values()) await underWay.add(copyWhole(context, group));
  }
  await underWay.done();
  return copied.size;
}

/** @param keys of one partition */
async function copyWhole({ redis, to }: CopyContext, keys: readonly StoredKey[]): Promise<void> {
  const values = z
    .array(z.union([z.number(), z.instanceof(Buffer)]))
    .parse(await redis.callBuffer('eval', READ_LUA, keys.length, ...keys.map(({ key }) => key)));
  const read = keys.flatMap(({ kind, id }, at) => {
    const [lifeMs, value] = [Number(values[2 * at]), values[2 * at + 1]];
    if (lifeMs === -2 || !Buffer.isBuffer(value) || value.length === 0) return [];
    const interactionId = InteractionId.parse(id);
    const partition = partitionOf(interactionId, to.partitions);
    const key = NAMES[kind]?.(to.keys, partition, interactionId) ?? '';
    return [{ partition, key, lifeMs: lifeMs === -1 ? 0 : Math.max(1, lifeMs), value }]; // 0: for good
  });
  await Promise.all(
    [...Map.groupBy(read, ({ partition }) => partition).values()].map((group) =>
      redis.eval(
        WRITE_LUA,
        group.length,
        ...group.map(({ key }) => key),
        ...group.flatMap(({ lifeMs, value }) => [lifeMs, value]),
      ),
    ),
  );
}

async function copySeen({ redis, from, to }: CopyContext, key: string, source: Partition, window: number) {
  const [lifeMs, digests] = await Promise.all([redis.pttl(key), redis.smembersBuffer(key)]);
  if (lifeMs <= 0) return;
  for (const target of targetsOf(source, from, to)) {
    const copy = to.keys.seen(target, window);
    for (let at = 0; at < digests.length; at += PAGE) await redis.sadd(copy, ...digests.slice(at, at + PAGE));
    await redis.pexpire(copy, Math.max(lifeMs, await redis.pttl(copy)));
  }
}
