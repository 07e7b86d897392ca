import type { Redis } from 'ioredis';
import type { Load } from './load.js';

/** How large a system is, and what is said to it. */
export interface SystemSize {
  readonly partitions: number;
  readonly matchers: number;
  /** Interactions side by side. */
  readonly liveCalls: number;
}

/** Something under load of which each process's CPU time can be told. */
export interface LoadedSystem {
  readonly size: SystemSize;
  readonly redisUrl: string;
  readonly redis: Redis;
  readonly load: Load;
  /** By what they do, their ids. `load` is the simulator. */
  readonly processes: Readonly<Record<string, readonly number[]>>;
}
