import { type Kysely, type ExpressionBuilder, sql } from 'kysely';
import type { Tables } from './tables.js';

/** Calls removed in one transaction: few enough that archivers do not wait for it. */
const AT_ONCE = 200;

export interface Expiry {
  readonly prefix: string;
  /** Calls that ended before (ms). */
  readonly beforeMs: number;
}

/** Removes calls that ended long ago, with their verdicts and evidence, but for those on legal hold; returns how many. */
export async function removeExpired(db: Kysely<Tables>, expiry: Expiry): Promise<number> {
  let removed = 0;
  for (let more = true; more;) {
    const ids = await expiredCalls(db, expiry).select('calls.id').limit(AT_ONCE).execute();
    if (ids.length > 0) {
      await db
        .deleteFrom('calls')
        .where(
          'id',
          'in',
          ids.map(({ id }) => id),
        )
        .where((eb) => isFree(eb))
        .execute();
    }
    removed += ids.length;
    more = ids.length === AT_ONCE;
  }
  return removed;
}

/** Removes what was said in calls that ended long ago; verdicts stay. Not in calls on legal hold. Returns in how many. */
export async function removeWords(db: Kysely<Tables>, expiry: Expiry): Promise<number> {
  let removed = 0;
  for (let more = true; more;) {
    const count = await db.transaction().execute(async (transaction) => {
      const calls = await expiredCalls(transaction, expiry)
        .where('calls.has_words', '=', 1)
        .select(['calls.id', 'calls.outcome'])
        .limit(AT_ONCE)
        .execute();
      const ids = calls.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await transaction.deleteFrom('speech').where('call_id', 'in', ids).execute();
      await transaction.updateTable('evidence').set({ words: null }).where('call_id', 'in', ids).execute();
      for (const { id, outcome } of calls) {
        await transaction
          .updateTable('calls')
          .set({ outcome: withoutWords(outcome), has_words: 0 })
          .where('id', '=', id)
          .execute();
      }
      return calls.length;
    });
    removed += count;
    more = count === AT_ONCE;
  }
  return removed;
}

/** Removes all that was said, as far as it is kept, of calls that ended long ago; verdicts and evidence stay. Returns of how many. */
export async function removeSpeech(db: Kysely<Tables>, expiry: Expiry): Promise<number> {
  let removed = 0;
  for (let more = true; more;) {
    const calls = await expiredCalls(db, expiry)
      .innerJoin('speech', 'speech.call_id', 'calls.id')
      .select('calls.id')
      .limit(AT_ONCE)
      .execute();
    const ids = calls.map(({ id }) => id);
    const held = (eb: ExpressionBuilder<Tables, 'speech'>) =>
      eb.exists(
        eb
          .selectFrom('calls')
          .select('calls.id')
          .whereRef('calls.id', '=', 'speech.call_id')
          .where((inner) => inner.not(isFree(inner))),
      );
    if (ids.length > 0) {
      await db
        .deleteFrom('speech')
        .where('call_id', 'in', ids)
        .where((eb) => eb.not(held(eb)))
        .execute();
    }
    removed += ids.length;
    more = ids.length === AT_ONCE;
  }
  return removed;
}

function expiredCalls(db: Kysely<Tables>, { prefix, beforeMs }: Expiry) {
  return db
    .selectFrom('calls')
    .where('calls.prefix', '=', prefix)
    .where('calls.ended_at_ms', '<', beforeMs)
    .where((eb) => isFree(eb))
    .orderBy('calls.ended_at_ms');
}

/** Whether a call is not on legal hold. */
function isFree(eb: ExpressionBuilder<Tables, 'calls'>) {
  const held = eb
    .selectFrom('legal_holds')
    .select(sql.lit(1).as('one'))
    .whereRef('legal_holds.prefix', '=', 'calls.prefix')
    .whereRef('legal_holds.interaction_id', '=', 'calls.interaction_id');
  return eb.not(eb.exists(held));
}

/** An outcome in which whatever was said is empty. Attributes stay: they are no speech. */
function withoutWords(json: string): string {
  const { attributes, ...rest }: Record<string, unknown> = JSON.parse(json);
  const silent: object = JSON.parse(JSON.stringify(rest), (name, value: unknown) => (name === 'words' ? '' : value));
  return JSON.stringify({ ...silent, attributes });
}
