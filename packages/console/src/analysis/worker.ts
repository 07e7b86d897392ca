import { parentPort, workerData } from 'node:worker_threads';
import { performTask } from './perform-task.js';
import type { Task } from './task.js';

/** One task, in a thread of its own: it may be ended at any time. */
const task: Task = workerData;
parentPort?.postMessage(await performTask(task));
