import {
  createDays,
  findCalls,
  firstEndedAtMs,
  readAttributeNames,
  readReport,
  reportCsv,
  reportNdjson,
  type ReportRow,
  type Store,
} from '@cueline/archive';
import { attributeOf } from '../contract/common.js';
import type { Report, ReportAsk, ReportCalls, ReportLine } from '../contract/reports.js';

const DAYS = 30;
const DAY_MS = 86_400_000;

export interface ReportContext {
  readonly store: Store;
  readonly prefix: string;
  readonly timeZone: string;
  readonly nowMs: number;
  /** The attributes that calls of this viewer have. */
  readonly scope: Readonly<Record<string, readonly string[]>> | undefined;
  readonly titles: ReadonlyMap<string, string>;
}

/** The rows of a report, and what it is of. */
async function readRows(ask: ReportAsk, context: ReportContext, period: { fromMs: number; toMs: number }) {
  const { store, prefix, timeZone, scope } = context;
  const by = ask.by.split(',').map((name) => name.trim());
  const where = ask.where.map(attributeOf);
  const rows: ReportRow[] = [];
  const asked = { prefix, ...period, where, by, timeZone, ...(scope === undefined ? {} : { scope }) };
  for await (const row of readReport(store, asked)) rows.push(row);
  return { by, rows };
}

function periodOf({ since, until }: ReportAsk, { timeZone, nowMs }: ReportContext) {
  const days = createDays(timeZone);
  const toMs = until === undefined ? nowMs : Math.min(nowMs, days.endOf(until));
  return {
    fromMs: since === undefined ? days.startOf(days.dayOf(toMs - (DAYS - 1) * DAY_MS)) : days.startOf(since),
    toMs,
  };
}

/** What became of rules, as `cueline report` says it, with the period before. */
export async function readReportPage(ask: ReportAsk, context: ReportContext): Promise<Report> {
  const { store, prefix, timeZone, titles } = context;
  const period = periodOf(ask, context);
  const { by, rows } = await readRows(ask, context, period);
  const isByDay = by.includes('day');
  const lengthMs = period.toMs - period.fromMs;
  const earlier = { fromMs: period.fromMs - lengthMs, toMs: period.fromMs };
  const before = isByDay ? [] : (await readRows(ask, context, earlier)).rows;
  const archiveFromMs = await firstEndedAtMs(store, prefix);
  return {
    by,
    ...period,
    timeZone,
    lines: rows.map(lineOf),
    before: before.map(lineOf),
    ...(archiveFromMs === undefined ? {} : { archiveFromMs }),
    titles: Object.fromEntries(titles),
    attributes: await readAttributeNames(store, selectionOf(ask, context, period)),
  };
}

/** Which calls a report is of. */
const selectionOf = (ask: ReportAsk, { prefix, scope }: ReportContext, period: { fromMs: number; toMs: number }) => ({
  prefix,
  ...period,
  where: ask.where.map(attributeOf),
  ...(scope === undefined ? {} : { scope }),
});

/** Most calls that are listed. */
const MOST_CALLS = 200;

/** The calls behind a figure. */
export async function readReportCalls(
  ask: ReportAsk,
  which: { rule: string | undefined; verdict: string | undefined },
  context: ReportContext,
): Promise<ReportCalls> {
  const selection = selectionOf(ask, context, periodOf(ask, context));
  const calls = await findCalls(context.store, selection, { ...which, most: MOST_CALLS + 1 });
  return { calls: calls.slice(0, MOST_CALLS), isCut: calls.length > MOST_CALLS };
}

/** The same, to be downloaded. */
export async function readReportFile(
  ask: ReportAsk,
  format: 'csv' | 'ndjson',
  context: ReportContext,
): Promise<string> {
  const { by, rows } = await readRows(ask, context, periodOf(ask, context));
  // spreadsheets take CSV without a byte order mark for another encoding
  return format === 'csv' ? `\uFEFF${reportCsv(rows, by, context.timeZone)}` : reportNdjson(rows, context.timeZone);
}

function lineOf({ of, coverage, shares, verdicts, shadow, ...counts }: ReportRow): ReportLine {
  const { satisfied, late, missed } = shares;
  return {
    of: { ...of },
    ...counts,
    ...(coverage === undefined ? {} : { coverage }),
    verdicts: { ...verdicts },
    shares: {
      ...(satisfied === undefined ? {} : { satisfied }),
      ...(late === undefined ? {} : { late }),
      ...(missed === undefined ? {} : { missed }),
    },
    ...(shadow === undefined ? {} : { shadow: { ...shadow, moves: { ...shadow.moves } } }),
  };
}
