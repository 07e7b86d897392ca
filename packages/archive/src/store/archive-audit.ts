import { type Keys, type RedisClient, streamFields } from '@cueline/shared';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { idHash } from './id-hash.js';
import { storableText } from './storable.js';
import type { Tables } from './tables.js';
import { withoutForgotten } from './without-forgotten.js';

const AT_ONCE = 500;
const PAGE = 100;

export interface AuditSource {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly prefix: string;
}

/** An act of a console, as the archive keeps it. */
export const ArchivedAct = z.object({
  /** Its entry in Redis' stream. */
  entry: z.string(),
  atMs: z.coerce.number(),
  user: z.string(),
  act: z.string(),
  target: z.string(),
  /** Fields of the entry, and of its result if there is one: `role`, `address`, `before`, `reason`, `result`, `after`. */
  details: z.preprocess(
    (value): unknown => (typeof value === 'string' ? JSON.parse(value) : value),
    z.record(z.string(), z.string()),
  ),
});
export type ArchivedAct = z.infer<typeof ArchivedAct>;

/**
 * Keeps what consoles have done in the database: Redis has the last 10,000 acts alone. Each act is a row, in the order in which they
 * were done; its result is added when that is known. Repeating it changes nothing.
 */
export async function archiveAudit(db: Kysely<Tables>, { redis, keys, prefix }: AuditSource): Promise<void> {
  for (let after = await lastEntry(db, prefix); ;) {
    const entries = await redis.xrange(keys.audit, after === undefined ? '-' : `(${after}`, '+', 'COUNT', AT_ONCE);
    const named = entries.map(([entry, pairs]) => ({ entry, fields: streamFields(pairs) }));
    const acts = named.filter(({ fields }) => fields['of'] === undefined);
    const erased = await redis.hgetall(keys.erasures);
    const rows = acts.map(({ entry, fields }) => {
      const { user = '', act = '', target = '', ...details } = withoutForgotten(fields, prefix, erased);
      return {
        prefix,
        entry,
        at_ms: Number.parseInt(entry, 10),
        actor: storableText(user),
        act: storableText(act),
        target: storableText(target),
        details: storableText(JSON.stringify(details)),
      };
    });
    if (rows.length > 0)
      await db
        .insertInto('audit')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    for (const { fields } of named) await addResult(db, prefix, fields);
    if (entries.length < AT_ONCE) return;
    after = entries.at(-1)?.[0];
  }
}

async function lastEntry(db: Kysely<Tables>, prefix: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('audit')
    .where('prefix', '=', prefix)
    .where('entry', 'is not', null)
    .orderBy('id', 'desc')
    .select('entry')
    .executeTakeFirst();
  return row?.entry ?? undefined;
}

async function addResult(db: Kysely<Tables>, prefix: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const { of, ...result } = fields;
  if (of === undefined) return;
  const found = db.selectFrom('audit').where('prefix', '=', prefix).where('entry', '=', of);
  const row = await found.select('details').executeTakeFirst();
  if (row === undefined) return;
  const details = { ...ArchivedAct.shape.details.parse(row.details), ...result };
  await db
    .updateTable('audit')
    .set({ details: storableText(JSON.stringify(details)) })
    .where('prefix', '=', prefix)
    .where('entry', '=', of)
    .execute();
}

/**
 * Reads a page of acts, the latest first. `next` is the entry before which the next page begins, if there may be one.
 *
 * @param before an entry of Redis' stream: only earlier acts
 */
export async function readArchivedAudit(
  db: Kysely<Tables>,
  prefix: string,
  before: string,
): Promise<{ acts: ArchivedAct[]; next?: string }> {
  const beforeMs = Number.parseInt(before, 10);
  const { rows } = await sql`
    select entry as "entry", at_ms as "atMs", actor as "user", act as "act", target as "target", details as "details"
    from audit
    where prefix = ${prefix} and entry is not null
      and id < coalesce(
        (select id from audit where prefix = ${prefix} and entry = ${before}),
        (select max(id) + 1 from audit where prefix = ${prefix} and entry is not null and at_ms < ${beforeMs})
      )
    order by id desc limit ${PAGE}`.execute(db);
  const acts = rows.map((row) => ArchivedAct.parse(row));
  const last = acts.length < PAGE ? undefined : acts.at(-1);
  return { acts, ...(last && { next: last.entry }) };
}

/** Removes the id of a call from what was done to it, and why somebody did that; the acts stay. */
export async function forgetInAudit(db: Kysely<Tables>, prefix: string, interactionId: string): Promise<void> {
  const hash = idHash(prefix, interactionId);
  const acts = await db
    .selectFrom('audit')
    .where('prefix', '=', prefix)
    .where('entry', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('target', '=', interactionId),
        eb(sql`substr(target, 1, ${sql.lit(interactionId.length + 1)})`, '=', `${interactionId} `),
      ]),
    )
    .select(['entry', 'target', 'details'])
    .execute();
  for (const { entry, target, details } of acts) {
    const { reason: _, ...kept } = ArchivedAct.shape.details.parse(details);
    await db
      .updateTable('audit')
      .set({ target: hash + target.slice(interactionId.length), details: storableText(JSON.stringify(kept)) })
      .where('prefix', '=', prefix)
      .where('entry', '=', entry)
      .execute();
  }
}

/**
 * Removes the ids of calls that were erased from a database that was restored: from what consoles did to them, with the reasons, and
 * whatever was written down of legal holds on them.
 *
 * @param erased when each was erased (ms), by the digest of its id
 */
export async function replayInAudit(
  db: Kysely<Tables>,
  prefix: string,
  erased: Readonly<Record<string, string>>,
): Promise<void> {
  if (Object.keys(erased).length === 0) return;
  const ours = db
    .selectFrom('audit')
    .where('prefix', '=', prefix)
    .select(['id', 'entry', 'at_ms', 'target', 'details']);
  for (let after = -1; ;) {
    const rows = await ours.where('id', '>', after).orderBy('id').limit(AT_ONCE).execute();
    for (const row of rows) {
      if (row.entry === null) {
        if (Number(erased[idHash(prefix, row.target)] ?? -1) >= row.at_ms)
          await db.deleteFrom('audit').where('id', '=', row.id).execute();
        continue;
      }
      const act = { ...ArchivedAct.shape.details.parse(row.details), target: row.target };
      const { target = '', ...details } = withoutForgotten(act, prefix, erased);
      if (target !== row.target)
        await db
          .updateTable('audit')
          .set({ target, details: storableText(JSON.stringify(details)) })
          .where('id', '=', row.id)
          .execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
