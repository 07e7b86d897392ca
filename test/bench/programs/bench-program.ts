import { once } from 'node:events';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnBound } from '@cueline/shared/testing';
import { z } from 'zod';
import type { BenchContext } from './run-bench.js';

const Failure = z.object({ error: z.string() });

/** A program of the benchmark that runs in a process of its own, so that its CPU time is counted by itself. */
export interface BenchProgram {
  readonly pid: number;
  /**
   * Sends a request; resolves with its answer. One request at a time.
   * @throws Error with what went wrong there
   */
  readonly ask: <Answer>(request: object, schema: z.ZodType<Answer>) => Promise<Answer>;
}

/** Starts a program, a file that calls `answerRequests`; it ends with the benchmark. */
export function startBenchProgram({ onEnd, fail }: BenchContext, url: URL): BenchProgram {
  const file = fileURLToPath(url);
  const name = basename(file);
  const child = spawnBound(process.execPath, ['--import', 'tsx', file]);
  const exited = once(child, 'exit');
  child.stderr.pipe(process.stderr);
  const answers = createInterface({ input: child.stdout });
  let isToEnd = false;
  void exited.then(([code, signal]) => isToEnd || fail(new Error(`${name} has ended, ${signal ?? code}`)));
  onEnd(async () => {
    isToEnd = true;
    child.kill('SIGKILL');
    await exited;
  });
  if (child.pid === undefined) throw new Error(`${name} was not started`);
  return {
    pid: child.pid,
    ask: async (request, schema) => {
      const answer = once(answers, 'line');
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const [line] = await answer;
      const answered: unknown = JSON.parse(String(line));
      const failed = Failure.safeParse(answered);
      if (failed.success) throw new Error(`${name}: ${failed.data.error}`);
      return schema.parse(answered);
    },
  };
}
