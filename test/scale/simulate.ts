import { createRandom, type Random } from '@cueline/simulator';
import { FIGURES } from './figures.js';
import { type Deployment, segmentsPerS } from './plan.js';

/** How long segments wait from being heard until they are processed, in ms; and how many wait at once, at most. */
export interface Waits {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly mostQueued: number;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly simulatedMs: number;
  /** A matcher that is lost at half of the time. */
  readonly losesMatcher?: boolean;
}

const BATCH = 64;
const CLAIM_IDLE_MS = 5000;
const MS = 1000;

/**
 * Segments arrive by chance, each in the partition of its call; an ingest writes them, a master at a time serves what is asked of
 * it, and whichever matcher is free takes what waits in a partition, up to 64 at once. Each event happens at its moment: nothing is averaged.
 */
export function simulate(
  calls: number,
  deployment: Deployment,
  { seed, simulatedMs, losesMatcher = false }: SimulationOptions,
): Waits {
  const random = createRandom(seed);
  const { partitions, masters, matchers } = deployment;
  const everyMs = MS / segmentsPerS(calls);
  /** When each is free again. */
  const masterFree = new Float64Array(masters);
  const matcherFree = new Float64Array(matchers);
  const lostAtMs = losesMatcher ? simulatedMs / 2 : Infinity;
  /** Arrivals that wait, by partition, and when each came. */
  const queues = Array.from({ length: partitions }, (): number[] => []);
  const waits: number[] = [];
  let [queued, mostQueued] = [0, 0];

  const ask = (partition: number, atMs: number, us: number): number => {
    const master = partition % masters;
    masterFree[master] = Math.max(masterFree[master] ?? 0, atMs) + us / MS;
    return masterFree[master] ?? 0;
  };
  const process = (matcher: number, partition: number, atMs: number): void => {
    const batch = queues[partition]?.splice(0, BATCH) ?? [];
    queued -= batch.length;
    const matched = atMs + (batch.length * FIGURES.matcherUs) / MS;
    const done = ask(partition, matched, batch.length * (FIGURES.redisUs - FIGURES.redisWriteUs));
    const isLost = losesMatcher && matcher === 0 && done > lostAtMs;
    for (const arrivedMs of batch) waits.push(done - arrivedMs + (isLost ? CLAIM_IDLE_MS : 0));
    matcherFree[matcher] = isLost ? Infinity : done;
  };

  let nextMs = arrival(random, everyMs);
  let turn = 0;
  for (let nowMs = 0; nextMs < simulatedMs || queued > 0;) {
    if (nextMs < simulatedMs) {
      nowMs = nextMs;
      const partition = Math.floor(random() * partitions);
      // two ingests write it, and one of them is the first
      queues[partition]?.push(nowMs);
      ask(partition, nowMs, 2 * FIGURES.redisWriteUs);
      queued += 1;
      mostQueued = Math.max(mostQueued, queued);
      nextMs = nowMs + arrival(random, everyMs);
    } else nowMs = Math.min(...matcherFree);
    for (const [matcher, freeMs] of matcherFree.entries()) {
      if (queued === 0) break;
      if (freeMs > nowMs) continue;
      const partition = nextWaiting(queues, turn);
      turn = (partition + 1) % partitions;
      process(matcher, partition, nowMs);
    }
  }
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), mostQueued };
}

const arrival = (random: Random, everyMs: number) => -Math.log(1 - random()) * everyMs;

/** The next partition in which something waits, in turn, as matchers find them. */
function nextWaiting(queues: readonly number[][], from: number): number {
  for (let i = 0; i < queues.length; i += 1) {
    const partition = (from + i) % queues.length;
    if ((queues[partition]?.length ?? 0) > 0) return partition;
  }
  return 0;
}
