import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts'],
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
