import { CALLS, FIGURES, MEASURED } from './figures.js';
import {
  cuesPerS,
  type Deployment,
  givesWayFirst,
  loadsOf,
  needsOf,
  type Part,
  planFor,
  segmentsPerS,
  US_PER_S,
} from './plan.js';
import { simulate } from './simulate.js';

const SIZES = [10_000, 100_000, 1_000_000];
const SEED = 1;
/** What `docker-compose.yml` and the chart start with. */
const SHIPPED: Deployment = { partitions: 8, masters: 1, matchers: 2, sockets: 1, cuesPerS: 20 };

const number = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
const share = (load: number) => `${number(load * 100)} %`;

function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  rule = heads.map((_, i) => (i === 0 ? '---' : '---:')),
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

/** Rows named by what they show, with a column for each number of live calls. */
function bySize(rows: Readonly<Record<string, (calls: number, plan: Deployment) => string>>): string {
  const heads = ['live calls', ...SIZES.map((calls) => number(calls))];
  return table(
    heads,
    Object.entries(rows).map(([name, cell]) => [name, ...SIZES.map((calls) => cell(calls, planFor(calls)))]),
  );
}

/** The figures that all others come from. */
function basis(): string {
  const [{ date, cores, CPU, Node, Redis }] = MEASURED.machine;
  const of = FIGURES;
  const all = (...values: readonly number[]) => values.map((value) => value.toLocaleString('en-US')).join(', ');
  return table(
    ['figure', 'value', 'from'],
    [
      ['measured', `${date}: ${cores} cores of ${CPU}, Node ${Node}, Redis ${Redis}`, '`npm run bench`'],
      [
        'CPU per segment: ingest, matchers, publisher, Redis',
        `${all(of.ingestUs, of.matcherUs, of.publisherUs, of.redisUs)} µs`,
        '`npm run bench`, the higher of (b) and (f)',
      ],
      ['segments per second through one partition', all(of.partitionSegmentsPerS), '`npm run bench`, (e)'],
      ['segments per second that one ingest parses', number(US_PER_S / of.ingestUs), 'its CPU per segment'],
      [
        'a live call in Redis; a segment in `seen`',
        `${all(of.interactionBytes)}; ${all(of.seenBytes)} bytes`,
        '`npm run bench`, (f)',
      ],
      [
        'received, sent and appended to its file for a segment',
        `${all(of.receivedBytes)}; ${all(of.sentBytes)}; ${all(of.fileBytes)} bytes`,
        '`npm run bench`, (f)',
      ],
      ['heard to cued at half load, 99th percentile', `${all(of.halfLoadP99Ms)} ms`, '`npm run bench`, (d)'],
      [
        'a check of a partition',
        `${of.idleCallUs} µs of Redis, ${of.checksPerS} a second by the matchers together and ${of.spansPerS} by each ingest; while nothing is said, matchers check a third as often`,
        '`INFO commandstats` of `cueline up --simulate`, `npm run bench:idle`',
      ],
      ['an outcome in Redis', `${all(CALLS.outcomeBytes)} bytes`, '`MEMORY USAGE` after the sample calls'],
    ],
    ['---', '---:', '---'],
  );
}

/** What is needed, in numbers of each. */
const needed = () =>
  bySize({
    'segments per second': (calls) => number(segmentsPerS(calls)),
    partitions: (_, { partitions }) => number(partitions),
    'Redis masters, each with a replica': (_, { masters }) => number(masters),
    matchers: (_, { matchers }) => number(matchers),
    'sockets, each with two ingests': (_, { sockets }) => number(sockets),
    'cues per second, `CUE_RATE_MAX`': (calls, plan) => `${number(cuesPerS(calls), 1)}, ${number(plan.cuesPerS)}`,
    'blocking connections': (calls, plan) => number(needsOf(calls, plan).connections),
    'memory for live calls, GiB': (calls, plan) => number(needsOf(calls, plan).liveGib, 1),
    'memory for outcomes of 7 days, GiB': (calls, plan) => number(needsOf(calls, plan).outcomesGib),
    'appended to files, MB/s': (calls, plan) => number(needsOf(calls, plan).appendedMbPerS),
    'traffic of Redis, MB/s': (calls, plan) => number(needsOf(calls, plan).trafficMbPerS),
    cores: (calls, plan) => number(needsOf(calls, plan).cores),
    '$ per month': (calls, plan) => number(Math.round(needsOf(calls, plan).perMonth / 10) * 10),
    '$ per month and 1,000 calls': (calls, plan) => number((needsOf(calls, plan).perMonth / calls) * 1000),
  });

/** How much of it is used, and how long segments wait. */
function used(): string {
  const part = (name: keyof ReturnType<typeof loadsOf>) => (calls: number, plan: Deployment) =>
    share(loadsOf(calls, plan)[name]);
  const waits = new Map(
    SIZES.map((calls) => {
      const options = { seed: SEED, simulatedMs: 20_000_000 / calls + 200 };
      return [calls, simulate(calls, planFor(calls), options)];
    }),
  );
  return bySize({
    'Redis, a master': part('Redis'),
    'matchers, a core': part('matchers'),
    'sockets, an ingest’s core': part('sockets'),
    partitions: part('partitions'),
    'cue rate': part('cue rate'),
    'heard to processed, p50, ms': (calls) => number(waits.get(calls)?.p50Ms ?? NaN, 1),
    'p99, ms': (calls) => number(waits.get(calls)?.p99Ms ?? NaN, 1),
    'most in the queue': (calls) => number(waits.get(calls)?.mostQueued ?? NaN),
  });
}

/** What gives way first, each time after what gave way before was raised. */
function order(): string {
  const raise: Record<Part, (deployment: Deployment) => Deployment> = {
    'cue rate': (one) => ({ ...one, cuesPerS: one.cuesPerS * 1000 }),
    Redis: (one) => ({ ...one, masters: one.masters * 8 }),
    matchers: (one) => ({ ...one, matchers: one.matchers * 8 }),
    sockets: (one) => ({ ...one, sockets: one.sockets * 8 }),
    partitions: (one) => ({ ...one, partitions: one.partitions * 8 }),
  };
  const rows: string[][] = [];
  for (let deployment = SHIPPED; rows.length < 6;) {
    const { part, calls } = givesWayFirst(deployment);
    const { partitions, masters, matchers, sockets } = deployment;
    rows.push([part, number(calls), ...[partitions, masters, matchers, sockets].map((count) => number(count))]);
    deployment = raise[part](deployment);
  }
  return table(['gives way', 'at live calls', 'partitions', 'masters', 'matchers', 'sockets'], rows);
}

/** What a burst, and the loss of a matcher, do to the shipped deployment. */
function stressed(): string {
  const rows = [2_000, 5_000, 10_000, 20_000, 30_000].map((calls) => {
    const options = { seed: SEED, simulatedMs: 20_000 };
    const calm = simulate(calls, SHIPPED, options);
    const lost = simulate(calls, SHIPPED, { ...options, losesMatcher: true });
    return [calls, calm.p50Ms, calm.p99Ms, lost.p99Ms, lost.maxMs].map((value, i) => number(value, i === 0 ? 0 : 1));
  });
  return table(['live calls', 'p50, ms', 'p99, ms', 'p99 as one of two matchers is lost, ms', 'most, ms'], rows);
}

/** All tables of docs/scale.md, by the heading that each stands under. */
export const scaleTables = (): Readonly<Record<string, string>> => ({
  'What it rests on': basis(),
  'What is needed': needed(),
  'How much of it is used': used(),
  'What gives way first': order(),
  'As it ships': stressed(),
});
