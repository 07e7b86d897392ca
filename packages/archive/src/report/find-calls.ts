import { Outcome } from '@cueline/shared';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import { storableText } from '../store/storable.js';
import { type CallSelection, selected } from './read-counts.js';

/** JSON as the database gives it: PostgreSQL parses it, SQLite does not. */
export const json = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value): unknown => (typeof value === 'string' ? JSON.parse(value) : value), shape);

/** The latest outcome that was archived under an id, and the rules that it was judged by; undefined if there is none. */
export async function findArchivedCall(
  { db }: Store,
  prefix: string,
  interactionId: string,
): Promise<{ outcome: Outcome; revision: number; isFinal: boolean; pack: unknown } | undefined> {
  const row = await db
    .selectFrom('calls')
    .leftJoin('packs', 'packs.digest', 'calls.pack')
    .where('calls.prefix', '=', prefix)
    .where('calls.interaction_id', '=', storableText(interactionId))
    .orderBy('calls.ended_at_ms', 'desc')
    .select(['calls.outcome', 'calls.revision', 'calls.final', 'packs.pack as rules'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    outcome: json(Outcome).parse(row.outcome),
    revision: row.revision,
    isFinal: Boolean(row.final),
    pack: row.rules === null ? undefined : json(z.unknown()).parse(row.rules),
  };
}

const Found = z.object({
  id: z.string(),
  endedAtMs: z.coerce.number(),
  verdict: z
    .string()
    .nullable()
    .transform((verdict) => verdict ?? undefined),
  attributes: json(z.record(z.string(), z.string())),
});
export type ArchivedCall = z.infer<typeof Found>;

/** The calls behind a figure of a report, the latest first: those in which a rule had a verdict, or any; or all, without a verdict, if no rule is asked for. */
export async function findCalls(
  { db }: Store,
  selection: CallSelection,
  { rule, verdict, most }: { rule: string | undefined; verdict: string | undefined; most: number },
): Promise<ArchivedCall[]> {
  const found = selected(selection, [], []);
  const meant = verdict === undefined ? sql`` : sql`and verdicts.verdict = ${verdict}`;
  const judged = sql`join verdicts on verdicts.call_id = found.id and verdicts.rule = ${rule} ${meant}`;
  const { rows } = await sql`
    with found as (${found})
    select calls.interaction_id as "id", calls.ended_at_ms as "endedAtMs",
      ${rule === undefined ? sql`null` : sql`verdicts.verdict`} as "verdict", calls.attributes as "attributes"
    from found join calls on calls.id = found.id ${rule === undefined ? sql`` : judged}
    order by calls.ended_at_ms desc limit ${most}`.execute(db);
  return rows.map((row) => Found.parse(row));
}
