import type { Gap } from '@cueline/shared';
import { isRunning } from './processes.js';
import type { Status } from './status.js';

/** Gaps are mentioned for a day. */
const GAPS_MS = 86_400_000;
const MAX_GAPS = 3;
/** Speech that came so long ago is mentioned: at night nothing is wrong with it. */
const QUIET_MS = 120_000;
/** From as many one-sided calls on, and this share, it is no chance. */
const MIN_CALLS = 5;
const ONE_SIDED_SHARE = 0.9;
const UNUSABLE_SHARE = 0.1;

/** What an operator should know although nothing is wrong. */
export function findNotes(status: Status): string[] {
  const running = status.processes.filter(isRunning);
  return [...shadowNotes(running), ...heardNotes(running), ...gapNotes(status)];
}

function shadowNotes(running: Status['processes']): string[] {
  const isShadow = running.some(({ beat }) => beat.mode === 'shadow');
  return isShadow ? ['shadow mode: cues are decided and recorded, but none is posted (CUE_MODE=shadow)'] : [];
}

function heardNotes(running: Status['processes']): string[] {
  const ingests = running.flatMap(({ beat, seenAgoMs }) =>
    beat.heard === undefined ? [] : [{ ...beat.heard, seenAgoMs }],
  );
  const [first] = ingests;
  if (first === undefined) return [];
  const quietMs = Math.min(...ingests.map(({ lastSpeechAgoMs = Infinity, seenAgoMs }) => lastSpeechAgoMs + seenAgoMs));
  const { calls, oneSidedCalls, frames, unusableFields } = first;
  const notes: string[] = [];
  if (quietMs === Infinity) notes.push('no speech yet');
  else if (quietMs > QUIET_MS) notes.push(`no speech for ${Math.floor(quietMs / 60_000)} min`);
  if (oneSidedCalls >= MIN_CALLS && oneSidedCalls >= calls * ONE_SIDED_SHARE)
    notes.push(`only one side is heard in ${oneSidedCalls} of the last ${calls} calls`);
  const segments = frames['segment'] ?? 0;
  for (const [field, count] of unusableFields) {
    if (count >= segments * UNUSABLE_SHARE)
      notes.push(
        `the field ${field} cannot be read in ${count} of the last ${segments} segments, and counts as absent`,
      );
  }
  return notes;
}

function gapNotes({ gaps, atMs }: Status): string[] {
  const recent = gaps.filter(({ toMs }) => toMs > atMs - GAPS_MS);
  const shown = recent
    .slice(-MAX_GAPS)
    .map((gap) => `nothing was heard ${describeGap(gap, atMs)}: calls of that time may end undecided`);
  const earlier = recent.length - shown.length;
  return [...shown, ...(earlier > 0 ? [`and ${earlier} earlier gap${earlier === 1 ? '' : 's'} in the last 24 h`] : [])];
}

/** Since when until when, by the clock of this machine's time zone; with the day, if it is not today. */
export function describeGap({ fromMs, toMs }: Gap, nowMs: number): string {
  const day = (ms: number) => new Date(ms).toLocaleDateString('sv-SE');
  const time = (ms: number) => new Date(ms).toLocaleTimeString('sv-SE');
  const date = day(fromMs) === day(nowMs) ? '' : ` on ${day(fromMs)}`;
  return `from ${time(fromMs)} to ${time(toMs)}${date}`;
}
