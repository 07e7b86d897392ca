import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { storableText } from '../store/storable.js';
import type { Tables } from '../store/tables.js';
import type { Period } from './days.js';

/** How often a rule had a verdict, in calls that have the same attributes. */
export interface VerdictCount {
  /** Values of the attributes that were asked for; empty if a call has none. */
  readonly attributes: readonly string[];
  readonly kind: string;
  readonly rule: string;
  readonly verdict: string;
  readonly count: number;
  readonly cues: number;
}

/** How often shadow rules had another verdict of a rule, in calls that have the same attributes. */
export interface ShadowCount {
  readonly attributes: readonly string[];
  readonly kind: string;
  readonly rule: string;
  /** Verdicts, as in `shadow_differences`. */
  readonly inForce: string;
  readonly shadow: string;
  readonly count: number;
}

/** Which calls. */
export interface CallSelection extends Period {
  readonly prefix: string;
  /** Attributes that calls must have, and their values. */
  readonly where: readonly (readonly [name: string, value: string])[];
  /** Attributes that calls must have, with one of the values each. */
  readonly scope?: Readonly<Record<string, readonly string[]>>;
}

const Count = z.object({
  kind: z.string(),
  rule: z.string(),
  verdict: z.string(),
  count: z.coerce.number(),
  cues: z.coerce.number(),
});
const Shadow = z.object({
  kind: z.string(),
  rule: z.string(),
  inForce: z.string(),
  shadow: z.string(),
  count: z.coerce.number(),
});
const Calls = z.object({ count: z.coerce.number(), shadowed: z.coerce.number() });
const Attributes = z.record(z.string(), z.unknown());

/**
 * Counts verdicts, what shadow rules would have decided otherwise, and the calls themselves, by the values of these attributes.
 *
 * @param names of attributes
 */
export async function readCounts(db: Kysely<Tables>, selection: CallSelection, names: readonly string[]) {
  const columns = names.map((_, index) => sql.ref(`attribute${index}`));
  const found = selected(selection, names, columns);
  const grouped = (...more: string[]) => {
    const all = [...columns, ...more.map((column) => sql.ref(column))];
    return all.length === 0 ? sql`` : sql`group by ${sql.join(all)}`;
  };
  const listed = columns.length === 0 ? sql`` : sql`${sql.join(columns)},`;
  const verdicts = await sql`
    with found as (${found})
    select ${listed} kind, rule, verdict, count(*) as count, sum(cues) as cues
    from found join verdicts on verdicts.call_id = found.id
    ${grouped('kind', 'rule', 'verdict')}`.execute(db);
  const shadows = await sql`
    with found as (${found})
    select ${listed} kind, rule, in_force as "inForce", shadow, count(*) as count
    from found join shadow_differences on shadow_differences.call_id = found.id
    ${grouped('kind', 'rule', 'in_force', 'shadow')}`.execute(db);
  const calls = await sql`
    with found as (${found})
    select ${listed} count(*) as count, count(shadow_pack) as shadowed from found ${grouped()}`.execute(db);
  const valuesOf = (row: unknown) => {
    const values = Attributes.parse(row);
    return names.map((_, index) => String(values[`attribute${index}`]));
  };
  return {
    verdicts: verdicts.rows.map((row): VerdictCount => ({ ...Count.parse(row), attributes: valuesOf(row) })),
    shadows: shadows.rows.map((row): ShadowCount => ({ ...Shadow.parse(row), attributes: valuesOf(row) })),
    calls: calls.rows.map((row) => ({ ...Calls.parse(row), attributes: valuesOf(row) })),
  };
}
export type Counts = Awaited<ReturnType<typeof readCounts>>;

/** The value of an attribute, null if a call has none. `->>` is the same in PostgreSQL and SQLite. */
export const attribute = (name: string): RawBuilder<string | null> =>
  sql`calls.attributes ->> cast(${storableText(name)} as text)`;

/** The ids of these calls, whether shadow rules judged them, and the values of attributes as columns. */
export function selected(
  { prefix, fromMs, toMs, where, scope = {} }: CallSelection,
  names: readonly string[],
  columns: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  /** Calls without an attribute are those of its empty value, in lines as in what is asked for. */
  const valueOf = (name: string) => sql`coalesce(${attribute(name)}, '')`;
  const listed = names.map((name, index) => sql`, ${valueOf(name)} as ${columns[index] ?? sql``}`);
  const conditions = [
    ...where.map(([name, value]) => sql`and ${valueOf(name)} = ${storableText(value)}`),
    ...Object.entries(scope).map(
      ([name, values]) => sql`and ${attribute(name)} in (${sql.join(values.map(storableText))})`,
    ),
  ];
  return sql`
    select calls.id, calls.shadow_pack ${sql.join(listed, sql``)} from calls
    where calls.prefix = ${prefix} and calls.ended_at_ms >= ${fromMs} and calls.ended_at_ms < ${toMs}
    ${sql.join(conditions, sql``)}`;
}
