import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A file that takes minutes and begins last would keep one core waiting for the other: these begin first, in this order. */
const slowest = [
  'test/chaos',
  'test/status',
  'test/status-of-speech',
  'test/cli',
  'src/faults',
  'test/redis-modes',
  'test/outages',
  'src/publisher',
  'src/fail-over',
  'test/losses',
  'test/crashes',
  'test/refused-writes',
  'test/queue',
];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = slowest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return index === -1 ? slowest.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

const shared = {
  // Many tests wait for processes most of the time: eight files at a time keep two cores busy.
  maxWorkers: Math.max(8, availableParallelism()),
  // A worker loads modules once and not for each file. Tests keep no state in modules, and leave none behind.
  isolate: false,
  restoreMocks: true,
  setupFiles: [fileURLToPath(new URL('test/harness/repeatable-laws.ts', import.meta.url))],
  // As where they run by themselves: libraries then colour what is no terminal, too, and Cueline must not.
  env: { CI: 'true' },
  // Long enough for a machine that has other things to do: no test depends on how fast it is.
  testTimeout: 300_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      { test: { ...shared, name: 'unit', include: ['packages/*/src/**/*.test.ts'] } },
      { test: { ...shared, name: 'processes', include: ['test/**/*.test.ts'] } },
    ],
  },
});
