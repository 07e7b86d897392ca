/** What a benchmark runs with. */
export interface BenchContext {
  /** To be done when the benchmark ends, however it ends; the latest first. */
  readonly onEnd: (end: () => Promise<void> | void) => void;
  /** Ends the benchmark: what it needs has failed. */
  readonly fail: (error: Error) => void;
}

/** Exit codes of programs that a signal ended, as shells have them. */
const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a benchmark and exits: with 0 where everything is as it must be, else with 1. Before that it ends what it has started, also
 * when it fails or is told to stop. After a `kill -9` its processes end by themselves (`spawnBound`).
 *
 * @param bench returns whether everything was as it must be
 */
export async function runBench(bench: (context: BenchContext) => Promise<boolean>): Promise<void> {
  const { onEnd, endAll } = createEnds();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void endAll().finally(() => process.exit(SIGNAL_EXIT_CODES[signal])));
  }
  process.stderr.setMaxListeners(0); // each process that is started writes there too
  let passed = false;
  try {
    passed = await new Promise((resolve, fail) => {
      bench({ onEnd, fail }).then(resolve, fail);
    });
  } catch (error) {
    console.error(error);
  }
  await endAll().catch((error: unknown) => {
    console.error(error);
    passed = false;
  });
  process.exit(passed ? 0 : 1);
}

/** Runs a part of a benchmark, and right after it ends what the part has started. */
export async function withEnd<Result>(
  context: BenchContext,
  part: (context: BenchContext) => Promise<Result>,
): Promise<Result> {
  const { onEnd, endAll } = createEnds();
  context.onEnd(endAll);
  try {
    return await part({ ...context, onEnd });
  } finally {
    await endAll();
  }
}

function createEnds() {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    onEnd: (end: () => Promise<void> | void): void => void ends.push(end),
    /** Does all of it, whatever of it fails. @throws AggregateError of what failed */
    endAll: async (): Promise<void> => {
      const failures: unknown[] = [];
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not all that was started could be ended');
    },
  };
}
