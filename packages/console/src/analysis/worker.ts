import { parentPort, workerData } from 'node:worker_threads';
import { performTask } from './perform-task.js';
import type { Task } from './task.js';

/** One task, in a thread of its own: it may be ended at any time. */
const task: Task = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port is no window
parentPort?.postMessage(await performTask(task));
