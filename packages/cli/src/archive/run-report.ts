import {
  createDays,
  firstEndedAtMs,
  readReport,
  reportCsv,
  reportNdjson,
  type ReportRow,
  reportTable,
} from '@cueline/archive';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { figureTable } from '../host/plain-table.js';
import { withStore } from './with-store.js';

export interface ReportFlags {
  readonly by: readonly string[];
  /** A length of time in ms, or a day. */
  readonly since: number | string;
  /** The last day; default: until now. */
  readonly until?: string | undefined;
  readonly where: readonly (readonly [name: string, value: string])[];
  readonly format: 'table' | 'csv' | 'ndjson';
}

/**
 * Prints what became of rules in the calls of a period; returns the exit code.
 *
 * @throws CommandError
 */
export function runReport(flags: ReportFlags, { env, stdout, stderr, print }: Host, nowMs: number): Promise<number> {
  const { by, since, until, where, format } = flags;
  return withStore(env, async (store, { KEY_PREFIX: prefix, REPORT_TIME_ZONE: timeZone }) => {
    await store.check();
    const days = createDays(timeZone);
    const toMs = until === undefined ? nowMs : Math.min(nowMs, days.endOf(until));
    const wantedFromMs = typeof since === 'number' ? nowMs - since : days.startOf(since);
    const firstMs = await firstEndedAtMs(store, prefix);
    const fromMs = Math.max(wantedFromMs, firstMs ?? toMs);
    if (toMs < wantedFromMs) throw new CommandError(ExitCode.usage, '--until should not be before --since');
    const rows: ReportRow[] = [];
    for await (const row of readReport(store, { prefix, fromMs, toMs, where, by, timeZone })) rows.push(row);
    if (format === 'csv') stdout.write(reportCsv(rows, by, timeZone));
    if (format === 'ndjson') stdout.write(reportNdjson(rows, timeZone));
    if (format === 'table') {
      if (rows.length === 0) print('no call of that time is in the archive');
      else {
        const { head, cells } = reportTable(rows, by);
        print(
          figureTable(
            head.map(asHead),
            cells.map((row) => row.map((cell, i) => asCell(cell, head[i] ?? ''))),
          ),
        );
        print(`\nDays are those of ${timeZone}. A share is of what was decided; – is a share of nothing.`);
      }
    }
    if (firstMs !== undefined && wantedFromMs < firstMs)
      stderr.write(`The archive begins at ${new Date(firstMs).toISOString()}.\n`);
    return ExitCode.ok;
  });
}

const isShare = (name: string) => name === 'coverage' || name.endsWith('_share');
const asHead = (name: string) => (name.endsWith('_share') ? '%' : name.replaceAll('_', ' '));

function asCell(cell: string | number | undefined, name: string): string | number {
  if (cell === undefined) return '–';
  return isShare(name) && typeof cell === 'number' ? `${(cell * 100).toFixed(1)} %` : cell;
}
