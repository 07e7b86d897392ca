import {
  createDays,
  findUnknownAttributes,
  firstEndedAtMs,
  readReport,
  reportCsv,
  reportNdjson,
  type ReportRow,
} from '@cueline/archive';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { wrapText } from '../host/wrap-text.js';
import { reportText } from './report-text.js';
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
    const names = [...by.filter((name) => name !== 'day' && name !== 'rule'), ...where.map(([name]) => name)];
    const strange = await findUnknownAttributes(store, { prefix, fromMs, toMs }, names);
    if (strange !== undefined) throw new CommandError(ExitCode.foundWrong, unknownText(strange));
    const rows: ReportRow[] = [];
    for await (const row of readReport(store, { prefix, fromMs, toMs, where, by, timeZone })) rows.push(row);
    if (format === 'csv') stdout.write(reportCsv(rows, by, timeZone));
    if (format === 'ndjson') stdout.write(reportNdjson(rows, timeZone));
    if (format === 'table') {
      if (rows.length === 0) print(noCalls(where));
      else {
        print(reportText(rows, by, stdout.columns));
        print(
          wrapText(
            '',
            `\n'owed' counts disclosures: a call may owe several. A share of what was decided is in %, – is a share of nothing. Days are those of ${timeZone}.`,
            stdout.columns,
          ),
        );
      }
    }
    if (firstMs !== undefined && wantedFromMs < firstMs)
      stderr.write(`The archive begins at ${new Date(firstMs).toISOString()}.\n`);
    return ExitCode.ok;
  });
}

function noCalls(where: ReportFlags['where']): string {
  const asked = where.map(([name, value]) => `${name}=${value}`).join(' and ');
  return asked === '' ? 'no call of that time is in the archive' : `no call of that time has ${asked}`;
}

function unknownText({ unknown, known }: { unknown: readonly string[]; known: readonly string[] }): string {
  const names = known.length === 0 ? 'calls of that time have none' : `there are: ${known.join(', ')}`;
  return `no call has an attribute ${unknown.join(' or ')}; ${names}`;
}
