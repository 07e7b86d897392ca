import type { Store } from '../store/open-store.js';
import { createDays } from './days.js';
import { readAttributeNames } from './read-attribute-names.js';
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

/**
 * Which of these attributes no call of a period has, and what attributes its latest calls have; undefined if each is there, or there
 * is no call.
 */
export async function findUnknownAttributes(
  store: Store,
  { prefix, fromMs, toMs }: Omit<CallSelection, 'where'>,
  names: readonly string[],
): Promise<{ unknown: string[]; known: string[] } | undefined> {
  const calls = store.db
    .selectFrom('calls')
    .select('id')
    .where('prefix', '=', prefix)
    .where('ended_at_ms', '>=', fromMs)
    .where('ended_at_ms', '<', toMs)
    .limit(1);
  if ((await calls.executeTakeFirst()) === undefined) return undefined;
  const unknown: string[] = [];
  for (const name of new Set(names)) {
    if ((await calls.where(attribute(name), 'is not', null).executeTakeFirst()) === undefined) unknown.push(name);
  }
  if (unknown.length === 0) return undefined;
  return { unknown, known: await readAttributeNames(store, { prefix, fromMs, toMs, where: [] }) };
}
