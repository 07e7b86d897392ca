import { countOf } from '../host/count-of.js';
import { plainTable } from '../host/plain-table.js';
import { isNotStarting } from '@cueline/operate';
import { isRunning, isShown, type ProcessStatus } from '@cueline/operate';
import type { Status } from '@cueline/operate';

const HEAD = ['process', 'host', 'pid', 'up', 'ready', 'does'];

type ShownStatus = Pick<Status, 'processes' | 'redisRefusal' | 'hold' | 'isPausedInBullmq'>;

/**
 * The processes that run, and those that ended without saying so a short while ago. While Redis refuses writes nobody knows
 * which do.
 *
 * @param isWhole whether names of hosts are shown whole, however long they are
 */
export function processTable(
  { processes, redisRefusal, hold, isPausedInBullmq }: ShownStatus,
  { isWhole }: { isWhole: boolean } = { isWhole: false },
): string {
  const isHeld = hold !== undefined || isPausedInBullmq;
  const shown = processes.filter((one) =>
    one.beat.refused === undefined ? isShown(one) : isNotStarting(one, processes),
  );
  if (shown.length === 0) return 'processes: none is known (those of older versions do not report)';
  const rows = shown.map((one) => {
    const { kind, host, pid, upMs } = one.beat;
    return [
      kind,
      isWhole ? host : cut(host),
      pid,
      isRunning(one) ? duration(upMs + one.seenAgoMs) : '',
      readiness(one, redisRefusal !== undefined),
      work(one, isHeld),
    ];
  });
  const isFigure = (column: number) => column === HEAD.indexOf('pid') || column === HEAD.indexOf('up');
  return plainTable(HEAD, rows, (column) => (isFigure(column) ? 'right' : 'left'));
}

function readiness(one: ProcessStatus, isUnknown: boolean): string {
  if (one.beat.refused !== undefined) return 'refused';
  if (!isRunning(one)) return isUnknown ? 'unknown' : 'gone';
  return one.beat.objections.length === 0 ? 'yes' : 'no';
}

/** What it does just now, in a few words. */
function work(one: ProcessStatus, isHeld: boolean): string {
  const { mode, rules, heard, objections } = one.beat;
  if (one.beat.refused !== undefined) return `did not start, ${duration(one.seenAgoMs)} ago`;
  if (!isRunning(one)) return one.seenAgoMs < 0 ? '' : `last seen ${duration(one.seenAgoMs)} ago`;
  if (mode === 'shadow') return 'shadow: posts nothing';
  if (mode !== undefined && isHeld) return 'holds cues back';
  if (mode !== undefined) return objections.length === 0 ? 'posts cues' : 'posts nothing yet';
  if (rules !== undefined) return `rules ${rules.digest.slice(0, 8)} for ${duration(rules.forMs + one.seenAgoMs)}`;
  if (heard !== undefined) return `heard ${countOf(heard.calls, 'call')} in ${duration(heard.windowMs)}`;
  return '';
}

const MAX_HOST = 13;
/** The part that distinguishes replicas of a deployment is at the end. */
const cut = (host: string) => (host.length > MAX_HOST ? `…${host.slice(1 - MAX_HOST)}` : host);

/** In the largest unit of which there are at least two; not below 0, as what has just been seen is younger than the clock. */
function duration(longMs: number): string {
  const ms = Math.max(0, longMs);
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const;
  const [unit, size] = units.find(([, long]) => ms >= 2 * long) ?? (['s', 1000] as const);
  return `${Math.floor(ms / size)} ${unit}`;
}
