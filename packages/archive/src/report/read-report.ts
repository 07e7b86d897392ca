import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import { createDays } from './days.js';
import { attribute, type CallSelection, readCounts } from './read-counts.js';
import { type ReportRow, reportRows } from './report-rows.js';

/** What a report is about. */
export interface ReportOptions extends CallSelection {
  /** `day`, `rule`, and names of attributes such as `skill` or `agent`. */
  readonly by: readonly string[];
  /** Where days begin: `REPORT_TIME_ZONE`. */
  readonly timeZone: string;
}

/** Reads a report, day by day if lines are of days. */
export async function* readReport({ db }: Store, options: ReportOptions): AsyncGenerator<ReportRow> {
  const { by, timeZone, ...selection } = options;
  const attributes = by.filter((name) => name !== 'day' && name !== 'rule');
  const grouping = { byRule: by.includes('rule'), attributes };
  if (!by.includes('day')) {
    yield* reportRows(await readCounts(db, selection, attributes), { ...grouping, day: undefined });
    return;
  }
  for (const { day, fromMs, toMs } of createDays(timeZone).within(selection)) {
    yield* reportRows(await readCounts(db, { ...selection, fromMs, toMs }, attributes), { ...grouping, day });
  }
}

/** When the first call ended that the archive has, in ms; undefined if it has none. */
export async function firstEndedAtMs({ db }: Store, prefix: string): Promise<number | undefined> {
  const { first } = await db
    .selectFrom('calls')
    .where('prefix', '=', prefix)
    .select((eb) => eb.fn.min('ended_at_ms').as('first'))
    .executeTakeFirstOrThrow();
  return first ?? undefined;
}

/** The attributes of the latest so many calls are named. */
const CALLS_NAMED = 1_000;
const Attributes = z.record(z.string(), z.unknown());

/**
 * Which of these attributes no call of a period has, and what attributes its latest calls have; undefined if each is there, or there
 * is no call.
 */
export async function findUnknownAttributes(
  { db }: Store,
  { prefix, fromMs, toMs }: Omit<CallSelection, 'where'>,
  names: readonly string[],
): Promise<{ unknown: string[]; known: string[] } | undefined> {
  const calls = db
    .selectFrom('calls')
    .where('prefix', '=', prefix)
    .where('ended_at_ms', '>=', fromMs)
    .where('ended_at_ms', '<', toMs);
  const unknown: string[] = [];
  for (const name of new Set(names)) {
    const found = await calls.select('id').where(attribute(name), 'is not', null).limit(1).executeTakeFirst();
    if (found === undefined) unknown.push(name);
  }
  if (unknown.length === 0) return undefined;
  const latest = await calls.select('attributes').orderBy('ended_at_ms', 'desc').limit(CALLS_NAMED).execute();
  const known = new Set(latest.flatMap(({ attributes }) => Object.keys(Attributes.parse(parsed(attributes)))));
  return latest.length === 0 ? undefined : { unknown, known: [...known].toSorted() };
}

/** PostgreSQL's client has parsed what SQLite keeps as text. */
const parsed = (json: unknown): unknown => (typeof json === 'string' ? JSON.parse(json) : json);
