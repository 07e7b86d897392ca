import type { Delays } from './delays.js';
import type { ChaosReport } from './run-chaos.js';

/** How many lines of one kind are printed. */
const PRINTED = 20;

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Whether nothing was lost, false or repeated, and everything came right in the end. */
export function isContent(report: ChaosReport): boolean {
  return [...failures(report)].every(([, found]) => found.length === 0);
}

/** The ledger as text, with the schedule that it comes from. */
export function printReport(report: ChaosReport, command: string): string {
  const { left, schedule } = report;
  const delays = ({ p50, p99, max }: Delays) => `p50 ${seconds(p50)}, p99 ${seconds(p99)}, max ${seconds(max)}`;
  const found = failures(report).map(([name, lines]) => [name, lines.length] as const);
  const rows: (readonly [string, string | number])[] = [
    ['calls', report.calls],
    ['calls not heard in full', report.unheard],
    ['undecided for a gap', report.undecided.length],
    ['owed', report.owed],
    ['cued', report.cued],
    ['repeated after a loss', report.repeatedInFailOver.length],
    ['mistimed after a loss', report.mistimedInFailOver.length],
    ...found,
    ['late', delays(report.lateMs)],
    ['heard after', delays(report.heardAfterMs)],
    ['left', `${left.segments} segments, ${left.looks} looks`],
    ['faults', schedule.length],
  ];
  return [
    ...schedule.map(
      ({ kind, beganMs, endedMs }) => `${seconds(beganMs).padStart(8)} to ${seconds(endedMs).padStart(8)}  ${kind}`,
    ),
    '',
    ...failures(report).flatMap(([name, lines]) => lines.slice(0, PRINTED).map((line) => `${name}: ${line}`)),
    ...rows.map(([name, value]) => `${name.padEnd(26)} ${value}`),
    '',
    `again: ${command}`,
  ].join('\n');
}

/** What must not be, by kind. */
function failures(report: ChaosReport): (readonly [string, readonly string[]])[] {
  const { left } = report;
  return [
    ['lost', report.lost],
    ['false', report.false],
    ['repeated', report.repeated],
    ['wrong verdicts', report.wrongVerdicts],
    ['not recovered', report.unrecovered],
    ['died by itself', report.deaths],
    ['left over', left.segments + left.looks === 0 ? [] : [JSON.stringify(left)]],
    ['dead letters', Array.from({ length: left.deadLetters }, () => 'see the dead-letter streams')],
  ];
}
