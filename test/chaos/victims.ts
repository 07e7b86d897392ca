import type { Simulator } from '@cueline/simulator';
import type { ChaosRedis } from './chaos-redis.js';
import type { Fleet } from './fleet.js';

/** What faults befall. */
export interface Victims {
  readonly redis: ChaosRedis;
  readonly fleet: Fleet;
  readonly simulator: Simulator;
  readonly rulesFile: string;
}
