import type { ProcessStatus, Status } from '@cueline/operate';

/** What charts show of one moment. */
export interface Sample {
  readonly segments: number | null;
  readonly cues: number | null;
  readonly refused: number | null;
  readonly live: number | null;
  readonly backlog: number | null;
  readonly outbox: number | null;
  readonly jobs: number | null;
  readonly watermarkAge: number | null;
  readonly oldestJob: number | null;
  readonly cueDelayP50: number | null;
  readonly cueDelayP99: number | null;
}

type Counters = Readonly<Record<string, number>>;

/** Makes samples of one status after another; what is a rate needs two. */
export function createSampler() {
  let before: { atMs: number; counters: Map<string, Counters> } | undefined;
  return (status: Status): Sample => {
    const counters = new Map(status.processes.map(({ id, beat }) => [id, beat.counters ?? {}]));
    const grown = before === undefined ? undefined : growth(before.counters, counters);
    const seconds = before === undefined ? 0 : (status.atMs - before.atMs) / 1000;
    const rate = (...names: string[]) =>
      grown === undefined || seconds <= 0 ? null : names.reduce((sum, name) => sum + (grown[name] ?? 0), 0) / seconds;
    before = { atMs: status.atMs, counters };
    const sum = (of: (partition: Status['partitions'][number]) => number) =>
      status.partitions.reduce((total, partition) => total + of(partition), 0);
    const lags = status.partitions.flatMap(({ watermarkLagMs }) => watermarkLagMs ?? []);
    return {
      segments: rate('processed'),
      cues: rate('cues:posted', 'cues:shadowed'),
      refused: rate('cues:refused', 'cues:dead_letter', 'cues:interaction_ended'),
      live: sum(({ live }) => live),
      backlog: sum(({ backlog }) => backlog),
      outbox: sum(({ outbox }) => outbox),
      jobs: Object.values(status.queue).reduce((total, count) => total + count, 0),
      watermarkAge: lags.length === 0 ? null : Math.max(...lags),
      oldestJob: status.oldestJobMs,
      cueDelayP50: quantile(grown ?? {}, 0.5),
      cueDelayP99: quantile(grown ?? {}, 0.99),
    };
  };
}

/** By how much counters have grown, of all processes together; a process that began anew began at 0. */
function growth(before: ReadonlyMap<string, Counters>, now: ReadonlyMap<string, Counters>): Record<string, number> {
  const grown: Record<string, number> = {};
  for (const [id, counters] of now) {
    const known = before.get(id);
    if (known === undefined) continue; // what it counted before it was seen has no time
    for (const [name, value] of Object.entries(counters))
      grown[name] = (grown[name] ?? 0) + Math.max(0, value - (known[name] ?? 0));
  }
  return grown;
}

/** In which time (ms) this part of the cues was answered: the bound of its bucket. */
function quantile(grown: Readonly<Record<string, number>>, part: number): number | null {
  const buckets = Object.entries(grown)
    .flatMap(([name, count]): [number, number][] => {
      const [, bound] = /^delay:(.+)$/.exec(name) ?? [];
      return bound === undefined ? [] : [[bound === '+Inf' ? Infinity : Number(bound), count]];
    })
    .toSorted(([a], [b]) => a - b);
  const total = buckets.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  const bound = buckets.find(([, count]) => count >= total * part)?.[0] ?? Infinity;
  return bound === Infinity ? null : bound * 1000;
}

/** How often each answer was given, of all processes that run. */
export function answersIn(processes: readonly ProcessStatus[]): { answer: string; count: number }[] {
  const answers = new Map<string, number>();
  for (const { beat } of processes) {
    for (const [name, count] of Object.entries(beat.counters ?? {})) {
      const [, answer] = /^answers:(.+)$/.exec(name) ?? [];
      if (answer !== undefined) answers.set(answer, (answers.get(answer) ?? 0) + count);
    }
  }
  return Array.from(answers, ([answer, count]) => ({ answer, count })).toSorted((a, b) => b.count - a.count);
}
