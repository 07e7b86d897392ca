import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FIGURES, MEASURED } from './scale/figures.js';
import { Measured, rounded } from './scale/measured.js';
import { type Deployment, givesWayFirst, loadsOf, planFor } from './scale/plan.js';
import { scaleTables } from './scale/scale-tables.js';
import { simulate } from './scale/simulate.js';
import { withTables } from './scale/with-tables.js';

const scale = readFileSync('docs/scale.md', 'utf8');
const benchmarks = readFileSync('docs/benchmarks.md', 'utf8');
const deployment: Deployment = { partitions: 8, masters: 1, matchers: 2, sockets: 1, cuesPerS: 20 };

test('the tables of docs/scale.md are those that npm run scale prints', () => {
  expect(withTables(scale, scaleTables())).toBe(scale);
  expect(() => withTables(scale, { 'What is not there': '' })).toThrow('no table under');
});

test('its figures are those of docs/benchmarks.md', () => {
  const [b] = MEASURED.limits;
  const cells = [b?.['writer, ingest'], b?.['readers, matchers'], b?.publisher, b?.Redis].map((us) =>
    rounded(us ?? NaN),
  );
  expect(benchmarks).toContain(`| (b) Cueline | ${cells.join(' | ')} |`);
  const { partitionSegmentsPerS, interactionBytes, fileBytes, halfLoadP99Ms } = FIGURES;
  for (const figure of [partitionSegmentsPerS, interactionBytes, fileBytes, halfLoadP99Ms])
    expect(benchmarks).toContain(`| ${figure.toLocaleString('en-US')} |`);
});

test('what the benchmark writes, in one file or by parts, is what the tables take', () => {
  const { limits, ...others } = MEASURED;
  const raw = {
    'µs of CPU per entry': '(a) raw limit',
    'writer, ingest': 1,
    'readers, matchers': 1,
    publisher: 0,
    Redis: 1,
  };
  const written = { ...others, limits: [raw, ...limits.map((row) => ({ ...row, 'entries/s': 6764 }))], musts: [] };
  expect(Measured.parse(written)).toEqual(MEASURED);
});

test('what is planned fits, and one matcher, partition or master fewer would be used more', () => {
  for (const calls of [10_000, 100_000, 1_000_000]) {
    const plan = planFor(calls);
    expect(Object.values(loadsOf(calls, plan)).every((load) => load <= 0.6001)).toBe(true);
    expect(loadsOf(calls, { ...plan, matchers: plan.matchers - 1 }).matchers).toBeGreaterThan(
      loadsOf(calls, plan).matchers,
    );
  }
});

test('what gives way is what is scarce', () => {
  expect(givesWayFirst({ ...deployment, cuesPerS: 1 }).part).toBe('cue rate');
  expect(givesWayFirst({ ...deployment, cuesPerS: 10_000, matchers: 1 }).part).toBe('matchers');
  expect(givesWayFirst({ ...deployment, cuesPerS: 10_000, matchers: 50 }).part).toBe('Redis');
});

test('the simulation is the same for a seed, waits grow with calls, and a lost matcher costs what claiming takes', () => {
  const run = (calls: number, losesMatcher = false) =>
    simulate(calls, deployment, { seed: 3, simulatedMs: 4000, losesMatcher });
  expect(run(5000)).toEqual(run(5000));
  expect(run(30_000).p99Ms).toBeGreaterThan(run(3000).p99Ms);
  expect(run(5000).maxMs).toBeLessThan(5000);
  expect(run(5000, true).maxMs).toBeGreaterThan(5000);
});
