import { migrationNotes } from './migration.js';
import { describeGaps } from './describe-gaps.js';
import { isRunning } from './processes.js';
import type { Status } from './status.js';
import { agoText } from './wrong-words.js';

/** Gaps are mentioned for a day. */
const GAPS_MS = 86_400_000;
/** So are frames that could not be read. */
const BAD_FRAMES_MS = 86_400_000;
/** Speech that came so long ago is mentioned: at night nothing is wrong with it. */
const QUIET_MS = 120_000;
/** That Redis was started again is mentioned for an hour. */
const RESTART_MS = 3_600_000;
/** Processes that are older than Redis by less were started with it. */
const STARTED_TOGETHER_MS = 30_000;
/** From as many one-sided calls on, and this share, it is no chance. */
const MIN_CALLS = 5;
const ONE_SIDED_SHARE = 0.9;
const UNUSABLE_SHARE = 0.1;
const MOST_RULES = 5;

/** What an operator should know although nothing is wrong. */
export function findNotes(
  status: Pick<
    Status,
    'processes' | 'gaps' | 'atMs' | 'redisUpMs' | 'partitions' | 'retries' | 'notices' | 'migration'
  >,
): string[] {
  const running = status.processes.filter(isRunning);
  return [
    ...migrationNotes(status.migration),
    ...shadowNotes(running),
    ...formatNotes(running),
    ...heardNotes(running),
    ...badFrameNotes(status),
    ...retryNotes(status),
    ...noticeNotes(status),
    ...redisNotes(status, running),
    ...describeGaps(
      status.gaps.filter(({ toMs }) => toMs > status.atMs - GAPS_MS),
      status.atMs,
    ),
  ];
}

function shadowNotes(running: Status['processes']): string[] {
  const isShadow = running.some(({ beat }) => beat.mode === 'shadow');
  return isShadow ? ['shadow mode: cues are decided and recorded, but none is posted (CUE_MODE=shadow)'] : [];
}

/** What the shadow packs would decide otherwise, as matchers have counted it since their start. */
export function findShadowNotes({ processes }: Status): string[] {
  const packs = new Map<string, { file: string; calls: number; differing: number; rules: Map<string, number> }>();
  for (const { beat } of processes.filter(isRunning)) {
    if (beat.shadow === undefined) continue;
    const { digest, file, calls, differing, rules } = beat.shadow;
    const known = packs.get(digest) ?? { file, calls: 0, differing: 0, rules: new Map<string, number>() };
    for (const [rule, count] of rules) known.rules.set(rule, (known.rules.get(rule) ?? 0) + count);
    packs.set(digest, { ...known, calls: known.calls + calls, differing: known.differing + differing });
  }
  return Array.from(packs, ([digest, { file, calls, differing, rules }]) => {
    const most = [...rules].toSorted(([, a], [, b]) => b - a).slice(0, MOST_RULES);
    const named = most.map(([rule, count]) => `${rule} ${count}`).join(', ');
    return `shadow rules ${digest.slice(0, 8)} (${file}) judge ${differing} of ${calls} ended calls otherwise${named === '' ? '' : `: ${named}`}; they make no cues`;
  });
}

/** Nothing may be wrong any more, but what Redis had not saved is lost. */
function redisNotes({ redisUpMs }: Pick<Status, 'redisUpMs'>, running: Status['processes']): string[] {
  if (redisUpMs === undefined || redisUpMs > RESTART_MS) return [];
  if (!running.some(({ beat }) => beat.upMs > redisUpMs + STARTED_TOGETHER_MS)) return [];
  return [
    `Redis was started again ${agoText(redisUpMs)} ago: what it had not saved by then is lost, and calls of that time may end undecided`,
  ];
}

/** Some frames that cannot be read are no reason to act at once; if most are, ingests warn. */
function badFrameNotes({ partitions }: Pick<Status, 'partitions'>): string[] {
  const [latest] = partitions.flatMap(({ lastBadFrame }) => lastBadFrame ?? []).toSorted((a, b) => a.agoMs - b.agoMs);
  if (latest === undefined || latest.agoMs > BAD_FRAMES_MS) return [];
  const frames = partitions.reduce((sum, { badFrames }) => sum + badFrames, 0);
  return [
    `${frames === 1 ? '1 frame' : `${frames} frames`} could not be read, the latest ${agoText(latest.agoMs)} ago (${latest.reason}): 'cueline bad-frames' shows what came`,
  ];
}

function retryNotes({ retries }: Pick<Status, 'retries'>): string[] {
  if (retries === undefined) return [];
  const { jobs, nextInMs, reason } = retries;
  const who = jobs === 1 ? '1 look failed and is' : `${jobs} looks failed and are`;
  return [`${who} taken again, the next in ${Math.ceil(nextInMs / 1000)} s: ${reason}`];
}

function noticeNotes({ notices }: Pick<Status, 'notices'>): string[] {
  if (notices?.retries === undefined) return [];
  const { jobs, nextInMs, reason } = notices.retries;
  const who = jobs === 1 ? '1 notice was not taken and is' : `${jobs} notices were not taken and are`;
  return [`${who} sent again, the next in ${Math.ceil(nextInMs / 1000)} s: ${reason}`];
}

/** During an update: things are stored as the earlier release reads them. */
function formatNotes(running: Status['processes']): string[] {
  const newest = running.map(({ beat }) => beat.formats?.[1] ?? 1);
  const [least, most] = [Math.min(...newest), Math.max(...newest)];
  if (running.length === 0 || least === most) return [];
  const behind = newest.filter((format) => format < most).length;
  return [
    `format ${least} stays in force until ${behind} of ${running.length} processes are updated: they do not read ${most}`,
  ];
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
