import type { Redis } from 'ioredis';
import type { Load } from './load.js';

/** How large a system is, and what is said to it. */
export interface SystemSize {
  readonly partitions: number;
  readonly matchers: number;
  /** Interactions side by side. */
  readonly liveCalls: number;
}

/** A system under load, and its processes, whose CPU time is measured. */
export interface LoadedSystem {
  readonly size: SystemSize;
  readonly redisUrl: string;
  readonly redis: Redis;
  readonly load: Load;
  /** Process ids, by what the processes do. `load` is the simulator. */
  readonly processes: Readonly<Record<string, readonly number[]>>;
}
