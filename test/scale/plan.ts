import { CALLS, FIGURES, MAX_LOAD, PRICES } from './figures.js';

/** What runs. */
export interface Deployment {
  readonly partitions: number;
  /** Redis masters; each serves one command at a time, on one core. */
  readonly masters: number;
  readonly matchers: number;
  /** Transcription sockets, that is shares of all calls; each is read by two ingests. */
  readonly sockets: number;
  /** Cues per second that the platform takes (`CUE_RATE_MAX`). */
  readonly cuesPerS: number;
}

/** What may give way. */
export const PARTS = ['cue rate', 'Redis', 'matchers', 'sockets', 'partitions'] as const;
export type Part = (typeof PARTS)[number];
/** How much of each part a number of live calls uses; 1 is all of it. */
export type Loads = Readonly<Record<Part, number>>;

export const US_PER_S = 1_000_000;
const INGESTS_PER_SOCKET = 2;
const OUTCOMES_KEPT_S = 7 * 86_400;

export const segmentsPerS = (calls: number): number => calls / CALLS.segmentEveryS;
export const cuesPerS = (calls: number): number => (calls / CALLS.lastsS) * CALLS.cuesPerCall;

/** What all masters do while nothing is said, in cores: the owner of each partition checks it, each ingest publishes spans to each. */
function idleCores({ partitions, sockets }: Deployment): number {
  const { checksPerS, spansPerS, idleCallUs } = FIGURES;
  const perS = partitions * (checksPerS + sockets * INGESTS_PER_SOCKET * spansPerS);
  return (perS * idleCallUs) / US_PER_S;
}

/** What Redis does in all, in cores. */
export function redisCores(calls: number, deployment: Deployment): number {
  // each segment is written by two ingests, and dropped once
  const perSegmentUs = FIGURES.redisUs + FIGURES.redisWriteUs;
  return (segmentsPerS(calls) * perSegmentUs) / US_PER_S + idleCores(deployment);
}

export function loadsOf(calls: number, deployment: Deployment): Loads {
  const perS = segmentsPerS(calls);
  const { matchers, masters, sockets, partitions } = deployment;
  return {
    'cue rate': cuesPerS(calls) / deployment.cuesPerS,
    Redis: redisCores(calls, deployment) / masters,
    matchers: (perS * FIGURES.matcherUs) / US_PER_S / matchers,
    sockets: (perS * FIGURES.ingestUs) / US_PER_S / sockets,
    partitions: perS / partitions / FIGURES.partitionSegmentsPerS,
  };
}

/** The part that gives way first as calls grow, and with how many calls it is used up. */
export function givesWayFirst(deployment: Deployment): { readonly part: Part; readonly calls: number } {
  const isOver = (calls: number) => Object.values(loadsOf(calls, deployment)).some((load) => load > 1);
  let [fits, over] = [0, 1000];
  while (!isOver(over)) over *= 2;
  while (over - fits > 100) {
    const middle = (fits + over) / 2;
    if (isOver(middle)) over = middle;
    else fits = middle;
  }
  const loads = loadsOf(over, deployment);
  const part = PARTS.reduce((a, b) => (loads[b] > loads[a] ? b : a));
  return { part, calls: Math.round(fits / 100) * 100 };
}

/** The smallest deployment in which no part is used to more than `MAX_LOAD`; two matchers at least, so that one may be lost. */
export function planFor(calls: number): Deployment {
  const perS = segmentsPerS(calls);
  const enough = (cores: number) => Math.max(1, Math.ceil(cores / MAX_LOAD));
  const matchers = Math.max(2, enough((perS * FIGURES.matcherUs) / US_PER_S));
  const sockets = enough((perS * FIGURES.ingestUs) / US_PER_S);
  const carried = FIGURES.partitionSegmentsPerS * MAX_LOAD;
  const partitions = powerOfTwo(Math.max(8, perS / carried));
  const plan = {
    partitions,
    masters: 1,
    matchers,
    sockets,
    cuesPerS: Math.max(20, Math.ceil(cuesPerS(calls) / MAX_LOAD)),
  };
  return { ...plan, masters: enough(redisCores(calls, plan)) };
}

const powerOfTwo = (atLeast: number) => 2 ** Math.ceil(Math.log2(atLeast));

/** What a deployment takes, replicas of Redis and a second ingest for each socket included. */
export function needsOf(calls: number, deployment: Deployment) {
  const perS = segmentsPerS(calls);
  const { masters, matchers, sockets } = deployment;
  const live = calls * FIGURES.interactionBytes + perS * CALLS.seenForS * FIGURES.seenBytes;
  const outcomes = (calls / CALLS.lastsS) * OUTCOMES_KEPT_S * CALLS.outcomeBytes;
  const cores = masters * 2 + matchers + sockets * INGESTS_PER_SOCKET + 2;
  const redisGib = ((live + outcomes) / 2 ** 30) * 2;
  const processGib = matchers * 0.25 + (sockets * INGESTS_PER_SOCKET + 2) * 0.2;
  return {
    liveGib: live / 2 ** 30,
    outcomesGib: outcomes / 2 ** 30,
    appendedMbPerS: (perS * FIGURES.fileBytes) / 1e6,
    trafficMbPerS: (perS * (FIGURES.receivedBytes + FIGURES.sentBytes)) / 1e6,
    connections: deployment.partitions,
    cores,
    perMonth: cores * PRICES.corePerMonth + (redisGib + processGib) * PRICES.gibPerMonth,
  };
}
