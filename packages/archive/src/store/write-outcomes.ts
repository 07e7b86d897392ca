import { type Kysely, sql, type Transaction } from 'kysely';
import type { ArchivedEntry } from '../stream/outcome-entry.js';
import { type OutcomeRows, rowsOfOutcome } from './rows-of-outcome.js';
import type { Tables } from './tables.js';

/** Rows of verdicts and evidence in one statement: it may have some 32,000 values. */
const ROWS_AT_ONCE = 1000;

/**
 * Writes outcomes in one transaction. Those that the archive has already change nothing; a later one of the same call replaces
 * the earlier.
 *
 * @returns how many were new
 */
export async function writeOutcomes(
  db: Kysely<Tables>,
  entries: readonly ArchivedEntry[],
  { prefix, nowMs }: { prefix: string; nowMs: number },
): Promise<number> {
  const latest = latestOfEach(entries.map((entry) => rowsOfOutcome(entry, { prefix, nowMs })));
  if (latest.length === 0) return 0;
  return db.transaction().execute(async (transaction) => {
    const written = await transaction
      .insertInto('calls')
      .values(latest.map(({ call }) => call))
      .onConflict((conflict) =>
        conflict
          .columns(['prefix', 'interaction_id', 'first_heard_at_ms'])
          .doUpdateSet((eb) =>
            Object.fromEntries(REPLACED.map((column) => [column, eb.ref(`excluded.${column}`)] as const)),
          )
          .where(IS_LATER),
      )
      .returning(['id', 'interaction_id', 'first_heard_at_ms'])
      .execute();
    const ids = written.map(({ id }) => id);
    if (ids.length === 0) return 0;
    const idOf = new Map(written.map((row) => [keyOf(row), row.id]));
    for (const table of ['verdicts', 'shadow_differences', 'evidence', 'speech'] as const)
      await transaction.deleteFrom(table).where('call_id', 'in', ids).execute();
    const rowsOf = <T>(pick: (rows: OutcomeRows) => readonly T[]) =>
      latest.flatMap((rows) => {
        const id = idOf.get(keyOf(rows.call));
        return id === undefined ? [] : pick(rows).map((row) => ({ ...row, call_id: id }));
      });
    for (const rows of inParts(rowsOf(({ verdicts }) => verdicts))) {
      await transaction.insertInto('verdicts').values(rows).execute();
    }
    for (const rows of inParts(rowsOf(({ shadowDifferences }) => shadowDifferences))) {
      await transaction.insertInto('shadow_differences').values(rows).execute();
    }
    for (const rows of inParts(rowsOf(({ evidence }) => evidence))) {
      await transaction.insertInto('evidence').values(rows).execute();
    }
    for (const row of rowsOf(({ speech }) => speech)) await transaction.insertInto('speech').values(row).execute();
    await removeSuperseded(transaction, { prefix, ids: written.map((row) => row.interaction_id) });
    await removeErased(transaction, { prefix, ids: written.map((row) => row.interaction_id) });
    return ids.length;
  });
}

/** What a later outcome of a call replaces. */
const REPLACED = [
  'last_heard_at_ms',
  'ended_at_ms',
  'revision',
  'reuse',
  'final',
  'ended_by',
  'pack',
  'shadow_pack',
  'attributes',
  'outcome',
  'has_words',
  'archived_at_ms',
] as const;

/**
 * Whether an outcome knows more than the one that is kept. Not by the revision alone: after a fail-over of Redis that lost it,
 * a call counts its outcomes from an earlier one.
 */
const IS_LATER = sql<boolean>`(excluded.last_heard_at_ms, excluded.revision) > (calls.last_heard_at_ms, calls.revision)`;

const keyOf = (call: { interaction_id: string; first_heard_at_ms: number }): string =>
  `${call.first_heard_at_ms} ${call.interaction_id}`;

/**
 * The latest outcome of each call: a statement that would write a row twice fails as a whole. In a fixed order, so that two
 * archivers do not wait for each other.
 */
function latestOfEach(all: readonly OutcomeRows[]): OutcomeRows[] {
  const latest = new Map<string, OutcomeRows>();
  const isLater = ({ call: a }: OutcomeRows, { call: b }: OutcomeRows) =>
    a.last_heard_at_ms === b.last_heard_at_ms ? a.revision > b.revision : a.last_heard_at_ms > b.last_heard_at_ms;
  for (const rows of all) {
    const key = keyOf(rows.call);
    const known = latest.get(key);
    if (known === undefined || isLater(rows, known)) latest.set(key, rows);
  }
  return [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => rows);
}

function inParts<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, part) =>
    rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE),
  );
}

/**
 * Removes earlier outcomes of calls whose first word was found out later: a dead letter that was put back. They overlap in time,
 * while two calls under one id never do.
 */
async function removeSuperseded(
  transaction: Transaction<Tables>,
  { prefix, ids }: { prefix: string; ids: readonly string[] },
): Promise<void> {
  await transaction
    .deleteFrom('calls')
    .where('prefix', '=', prefix)
    .where('interaction_id', 'in', ids)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('calls as later')
          .select('later.id')
          .whereRef('later.prefix', '=', 'calls.prefix')
          .whereRef('later.interaction_id', '=', 'calls.interaction_id')
          .whereRef('later.id', '!=', 'calls.id')
          .whereRef('later.first_heard_at_ms', '<=', 'calls.last_heard_at_ms')
          .whereRef('later.last_heard_at_ms', '>=', 'calls.first_heard_at_ms')
          .where(
            sql<boolean>`(later.last_heard_at_ms, later.revision, later.id) > (calls.last_heard_at_ms, calls.revision, calls.id)`,
          ),
      ),
    )
    .execute();
}

/**
 * Removes calls that were erased: an archive that was restored has them again, and an archiver may have read an outcome just before.
 *
 * @param ids only calls with these; default: all
 * @returns how many
 */
export async function removeErased(
  db: Kysely<Tables>,
  { prefix, ids }: { prefix: string; ids?: readonly string[] },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('calls')
    .where('prefix', '=', prefix)
    // lets both databases begin with the few that were erased
    .where('id_hash', 'in', db.selectFrom('erasures').where('prefix', '=', prefix).select('id_hash'))
    .$if(ids !== undefined, (query) => query.where('interaction_id', 'in', ids ?? []))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('erasures')
          .select('erasures.id_hash')
          .whereRef('erasures.prefix', '=', 'calls.prefix')
          .whereRef('erasures.id_hash', '=', 'calls.id_hash')
          .whereRef('erasures.at_ms', '>=', 'calls.first_heard_at_ms'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
