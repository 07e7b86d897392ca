import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult } from './task.js';

const WITHIN_MS = 60_000;
const MOST_MEMORY_MB = 1024;
/** Built, wherever this module is. */
const WORKER = fileURLToPath(new URL('../../dist/analysis/worker.bundle.js', import.meta.url));

/** The task was not done: another is under way, or it takes too long. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
  readonly code: 'BUSY' | 'TOO_LONG';
  constructor(code: TaskError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Does tasks in a thread beside this one, one at a time: each takes all of a processor. */
export function createTasks() {
  let isBusy = false;
  return {
    /** @throws TaskError */
    async run(task: Task, signal: AbortSignal): Promise<TaskResult> {
      if (isBusy) throw new TaskError('BUSY', 'another trial is under way: try again in a moment');
      isBusy = true;
      const worker = new Worker(WORKER, {
        workerData: task,
        resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
      });
      try {
        const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
        const [result] = await once(worker, 'message', { signal: within });
        // eslint-disable-next-line typescript/no-unsafe-type-assertion -- our own worker of this version
        return result as TaskResult;
      } catch (error) {
        if (!(error instanceof Error && error.name === 'AbortError')) throw error;
        throw new TaskError('TOO_LONG', 'it takes longer than a minute: take fewer calls');
      } finally {
        isBusy = false;
        await worker.terminate();
      }
    },
  };
}
export type Tasks = ReturnType<typeof createTasks>;
