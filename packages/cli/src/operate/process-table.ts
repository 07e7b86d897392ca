import { countOf } from '../host/count-of.js';
import { plainTable } from '../host/plain-table.js';
import { isNotStarting } from '@cueline/operate';
import { isRunning, isShown, type ProcessStatus } from '@cueline/operate';
import type { Status } from '@cueline/operate';

const HEAD = ['process', 'host', 'pid', 'up', 'busy', 'MB', 'ready', 'does'];
/** A frame is mentioned when it is older, and a token when it is good for less: what is as it should be fills no line. */
const QUIET_MS = 30_000;
const EXPIRING_MS = 300_000;
const FIGURES = new Set(['pid', 'up', 'busy', 'MB']);

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
    const { kind, host, pid, upMs, busy, memoryBytes } = one.beat;
    const isOn = isRunning(one);
    return [
      kind,
      isWhole ? host : cut(host),
      pid,
      isOn ? duration(upMs + one.seenAgoMs) : '',
      isOn && busy !== undefined ? `${Math.round(busy * 100)} %` : '',
      isOn && memoryBytes !== undefined ? Math.round(memoryBytes / 1e6) : '',
      readiness(one, redisRefusal !== undefined),
      work(one, isHeld),
    ];
  });
  return plainTable(HEAD, rows, (column) => (FIGURES.has(HEAD[column] ?? '') ? 'right' : 'left'));
}

function readiness(one: ProcessStatus, isUnknown: boolean): string {
  if (one.beat.refused !== undefined) return 'refused';
  if (!isRunning(one)) return isUnknown ? 'unknown' : 'gone';
  return one.beat.objections.length === 0 ? 'yes' : 'no';
}

/** What it does just now, in a few words. */
function work(one: ProcessStatus, isHeld: boolean): string {
  const { mode, rules, heard, lastFrameAgoMs = 0, tokenExpiresInMs = Infinity, objections } = one.beat;
  const [frameAgoMs, tokenForMs] = [lastFrameAgoMs + one.seenAgoMs, tokenExpiresInMs - one.seenAgoMs];
  if (one.beat.refused !== undefined) return `did not start, ${duration(one.seenAgoMs)} ago`;
  if (!isRunning(one)) return one.seenAgoMs < 0 ? '' : `last seen ${duration(one.seenAgoMs)} ago`;
  if (mode === 'shadow') return 'shadow: posts nothing';
  if (mode !== undefined && isHeld) return 'holds cues back';
  if (mode !== undefined) return objections.length === 0 ? 'posts cues' : 'posts nothing yet';
  if (rules !== undefined) return `rules ${rules.digest.slice(0, 8)} for ${duration(rules.forMs + one.seenAgoMs)}`;
  if (heard !== undefined)
    return [
      `heard ${countOf(heard.calls, 'call')} in ${duration(heard.windowMs)}`,
      ...(frameAgoMs < QUIET_MS ? [] : [`last frame ${duration(frameAgoMs)} ago`]),
      ...(tokenForMs > EXPIRING_MS ? [] : [`token for ${duration(tokenForMs)}`]),
    ].join(', ');
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
