import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** A file that takes minutes and begins last would keep one core waiting for the other: these begin first. */
const slowest = ['chaos', 'outages', 'redis-modes', 'cli', 'crashes'];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): boolean =>
      slowest.some((name) => moduleId.endsWith(`/test/${name}.test.ts`));
    return (await super.sort(files)).toSorted((a, b) => Number(isSlow(b)) - Number(isSlow(a)));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
          // Long enough for a machine that has other things to do: no test hangs on how fast it is.
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      // These start real processes, which wait for one another most of the time: two files at a time keep two cores busy.
      {
        test: {
          name: 'processes',
          include: ['test/**/*.test.ts'],
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
