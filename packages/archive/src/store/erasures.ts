import type { Keys, RedisClient } from '@cueline/shared';
import type { Kysely } from 'kysely';
import { forgetInAudit, replayInAudit } from './archive-audit.js';
import { idHash } from './id-hash.js';
import { storableText } from './storable.js';
import type { Tables } from './tables.js';
import { removeErased } from './write-outcomes.js';

/**
 * Erasures stand in the database and in Redis, so that either may be restored: what one of them lacks it gets from the other, and
 * what was erased is removed again.
 *
 * @returns how many calls were removed
 */
export async function replayErasures(
  db: Kysely<Tables>,
  { redis, keys, prefix }: { redis: RedisClient; keys: Keys; prefix: string },
): Promise<number> {
  const inRedis = await redis.hgetall(keys.erasures);
  const rows = await db.selectFrom('erasures').where('prefix', '=', prefix).selectAll().execute();
  const inStore = new Map<string, number>();
  for (const { id_hash: hash, at_ms: atMs } of rows) inStore.set(hash, Math.max(atMs, inStore.get(hash) ?? 0));
  for (const [hash, atMs] of Object.entries(inRedis)) {
    if (Number(atMs) <= (inStore.get(hash) ?? 0)) continue;
    await db
      .insertInto('erasures')
      .values({ prefix, id_hash: hash, at_ms: Number(atMs), actor: 'replayed', counts: '{}' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const erased = { ...inRedis };
  for (const [hash, atMs] of inStore) {
    if (atMs <= Number(inRedis[hash] ?? 0)) continue;
    await redis.hset(keys.erasures, hash, atMs);
    erased[hash] = `${atMs}`;
  }
  await replayInAudit(db, prefix, erased);
  return removeErased(db, { prefix });
}

/** Why nothing of a call may be removed; undefined if it may. */
export async function legalHoldOf(
  db: Kysely<Tables>,
  prefix: string,
  interactionId: string,
): Promise<{ atMs: number; actor: string } | undefined> {
  const hold = await db
    .selectFrom('legal_holds')
    .where('prefix', '=', prefix)
    .where('interaction_id', '=', storableText(interactionId))
    .select(['at_ms', 'actor'])
    .executeTakeFirst();
  return hold === undefined ? undefined : { atMs: hold.at_ms, actor: hold.actor };
}

/** The ids of all calls on legal hold. */
export async function legalHolds(db: Kysely<Tables>, prefix: string): Promise<Set<string>> {
  const rows = await db.selectFrom('legal_holds').where('prefix', '=', prefix).select('interaction_id').execute();
  return new Set(rows.map((row) => row.interaction_id));
}

/** Who does something to a call, and when (ms of Redis' clock). */
export interface Act {
  readonly prefix: string;
  readonly interactionId: string;
  readonly actor: string;
  readonly atMs: number;
}

/** Puts a call on legal hold, or takes it off; returns whether it was otherwise before. */
export async function setLegalHold(db: Kysely<Tables>, act: Act, isHeld: boolean): Promise<boolean> {
  const { prefix, actor, atMs } = act;
  const interactionId = storableText(act.interactionId);
  return db.transaction().execute(async (transaction) => {
    const query = isHeld
      ? transaction
          .insertInto('legal_holds')
          .values({ prefix, interaction_id: interactionId, at_ms: atMs, actor })
          .onConflict((conflict) => conflict.doNothing())
          .returning('at_ms')
      : transaction
          .deleteFrom('legal_holds')
          .where('prefix', '=', prefix)
          .where('interaction_id', '=', interactionId)
          .returning('at_ms');
    const isChanged = (await query.execute()).length > 0;
    if (isChanged) await audit(transaction, { ...act, act: isHeld ? 'hold' : 'release', target: interactionId });
    return isChanged;
  });
}

/** Records that a call was erased, and removes it from the database; returns how many rows of calls that were. */
export async function eraseCall(
  db: Kysely<Tables>,
  act: Act,
  counts: Readonly<Record<string, number>>,
): Promise<number> {
  const { prefix, actor, atMs } = act;
  const interactionId = storableText(act.interactionId);
  const hash = idHash(prefix, interactionId);
  return db.transaction().execute(async (transaction) => {
    const erasure = { prefix, id_hash: hash, at_ms: atMs, actor };
    await transaction
      .insertInto('erasures')
      .values({ ...erasure, counts: '{}' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const removed = await removeErased(transaction, { prefix, ids: [interactionId] });
    const details = { ...counts, 'archive rows': removed };
    await transaction
      .updateTable('erasures')
      .set({ counts: JSON.stringify(details) })
      .where('prefix', '=', prefix)
      .where('id_hash', '=', hash)
      .where('at_ms', '=', atMs)
      .execute();
    // the call's own id must not stay, so neither may what was written down of holds on it
    await forgetInAudit(transaction, prefix, interactionId);
    await transaction.deleteFrom('audit').where('prefix', '=', prefix).where('target', '=', interactionId).execute();
    await audit(transaction, { ...act, act: 'forget', target: hash, details });
    return removed;
  });
}

interface AuditedAct extends Act {
  readonly act: string;
  readonly target: string;
  readonly details?: Readonly<Record<string, number>>;
}

async function audit(db: Kysely<Tables>, { prefix, atMs, actor, act, target, details = {} }: AuditedAct) {
  const row = { prefix, at_ms: atMs, actor, act, target, details: JSON.stringify(details) };
  await db.insertInto('audit').values(row).execute();
}
