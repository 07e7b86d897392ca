import type { Gap } from '@cueline/shared';

/** Gaps that are less far apart have one cause, such as a socket that is closed over and over. */
const APART_MS = 300_000;
const MAX_SHOWN = 3;
/** A shorter one begins and ends in the same second or the next. */
const SHORT_MS = 2_000;

/** Says when nothing was heard: gaps close to each other as one, the latest last. */
export function describeGaps(gaps: readonly Gap[], nowMs: number): string[] {
  const groups: Gap[][] = [];
  for (const gap of gaps) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && gap.fromMs - last.toMs < APART_MS) groups.at(-1)?.push(gap);
    else groups.push([gap]);
  }
  const shown = groups
    .slice(-MAX_SHOWN)
    .map((group) => `nothing was heard ${describeGroup(group, nowMs)}: calls of that time may end undecided`);
  const earlier = groups.slice(0, -MAX_SHOWN).length;
  return [...(earlier > 0 ? [`nothing was heard ${earlier} earlier times in the last 24 h`] : []), ...shown];
}

/** By the clock in UTC, as in logs; with the day, if it is not today. */
function describeGroup(group: readonly Gap[], nowMs: number): string {
  const [fromMs, toMs] = [group[0]?.fromMs ?? nowMs, group.at(-1)?.toMs ?? nowMs];
  const [day, today] = [fromMs, nowMs].map((ms) => new Date(ms).toISOString().slice(0, 10));
  const clock = (ms: number) => new Date(ms).toISOString().slice(11, 19);
  const date = day === today ? 'UTC' : `UTC on ${day}`;
  const unheardMs = group.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0);
  if (group.length > 1)
    return `for ${seconds(unheardMs)} in all, in ${group.length} gaps from ${clock(fromMs)} to ${clock(toMs)} ${date}`;
  if (unheardMs < SHORT_MS) return `for ${seconds(unheardMs)} at ${clock(fromMs)} ${date}`;
  return `from ${clock(fromMs)} to ${clock(toMs)} ${date}`;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
