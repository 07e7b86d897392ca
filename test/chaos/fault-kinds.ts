/** How the laboratory's Redis is built. */
export const REDIS_MODES = ['standalone', 'sentinel', 'cluster'] as const;
export type RedisMode = (typeof REDIS_MODES)[number];

/** Faults of one lane never overlap, so that their result is known: one of two ingests, for example, always listens. */
export type Lane = 'ingests' | 'redis' | 'workers' | 'api';

interface FaultShape<Kind extends string = string> {
  readonly kind: Kind;
  readonly lane: Lane;
  /** How long it lasts, in ms: at least, at most. */
  readonly forMs: readonly [number, number];
  /** Default: with every Redis. */
  readonly modes?: readonly RedisMode[];
}

const REPLICATED: readonly RedisMode[] = ['sentinel', 'cluster'];
const MOMENT: readonly [number, number] = [0, 0];

const faults = [
  { kind: 'ingestKilled', lane: 'ingests', forMs: [0, 5000] },
  { kind: 'ingestFrozen', lane: 'ingests', forMs: [500, 8000] },
  { kind: 'ingestRestarted', lane: 'ingests', forMs: MOMENT },
  { kind: 'ingestCutFromCxone', lane: 'ingests', forMs: [500, 6000] },
  { kind: 'ingestHearsNothing', lane: 'ingests', forMs: [1000, 8000] },
  { kind: 'ingestHearsLate', lane: 'ingests', forMs: [2000, 8000] },
  { kind: 'ingestCutFromRedis', lane: 'ingests', forMs: [500, 6000], modes: ['standalone'] },
  { kind: 'socketReset', lane: 'ingests', forMs: MOMENT },
  { kind: 'socketSilent', lane: 'ingests', forMs: MOMENT },
  { kind: 'socketRefusedPolitely', lane: 'ingests', forMs: [2000, 8000] },
  { kind: 'socketShortLived', lane: 'ingests', forMs: [4000, 10_000] },
  { kind: 'tokensRevoked', lane: 'ingests', forMs: MOMENT },
  { kind: 'framesBad', lane: 'ingests', forMs: [3000, 8000] },
  { kind: 'framesUnderOneId', lane: 'ingests', forMs: [3000, 8000] },
  { kind: 'framesCorrected', lane: 'ingests', forMs: [3000, 8000] },
  { kind: 'framesWordless', lane: 'ingests', forMs: [3000, 8000] },
  { kind: 'speakersClockAhead', lane: 'ingests', forMs: [3000, 8000] },

  { kind: 'redisKilled', lane: 'redis', forMs: [200, 6000] },
  { kind: 'redisFrozen', lane: 'redis', forMs: [300, 8000] },
  { kind: 'redisPaused', lane: 'redis', forMs: [500, 6000] },
  { kind: 'redisAsleep', lane: 'redis', forMs: [500, 6000] },
  { kind: 'redisFull', lane: 'redis', forMs: [1000, 6000] },
  { kind: 'redisClientsCut', lane: 'redis', forMs: MOMENT },
  { kind: 'redisScriptsForgotten', lane: 'redis', forMs: MOMENT },
  { kind: 'redisUnreachable', lane: 'redis', forMs: [500, 6000], modes: ['standalone'] },
  { kind: 'redisSlow', lane: 'redis', forMs: [2000, 6000], modes: ['standalone'] },
  { kind: 'redisFailedOver', lane: 'redis', forMs: MOMENT, modes: REPLICATED },
  { kind: 'redisResharded', lane: 'redis', forMs: MOMENT, modes: ['cluster'] },

  { kind: 'matcherKilled', lane: 'workers', forMs: [0, 4000] },
  { kind: 'matcherFrozen', lane: 'workers', forMs: [500, 8000] },
  { kind: 'matcherCutFromRedis', lane: 'workers', forMs: [500, 6000], modes: ['standalone'] },
  { kind: 'matchersScaled', lane: 'workers', forMs: [2000, 6000] },
  { kind: 'publisherKilled', lane: 'workers', forMs: [0, 4000] },
  { kind: 'publisherFrozen', lane: 'workers', forMs: [500, 8000] },
  { kind: 'publisherCutFromRedis', lane: 'workers', forMs: [500, 6000], modes: ['standalone'] },
  { kind: 'publisherCutFromCxone', lane: 'workers', forMs: [500, 5000] },
  { kind: 'publisherHearsLate', lane: 'workers', forMs: [2000, 6000] },
  { kind: 'workersRestarted', lane: 'workers', forMs: MOMENT },
  { kind: 'rulesChanged', lane: 'workers', forMs: MOMENT },

  { kind: 'cuesRateLimited', lane: 'api', forMs: [2000, 6000] },
  { kind: 'cuesUnavailable', lane: 'api', forMs: [2000, 6000] },
  { kind: 'cuesSlow', lane: 'api', forMs: [2000, 6000] },
  { kind: 'cuesForbidden', lane: 'api', forMs: [500, 1500] },
  { kind: 'cuesUnauthorized', lane: 'api', forMs: [1000, 4000] },
  { kind: 'cuesUnderMaintenance', lane: 'api', forMs: [2000, 6000] },
  { kind: 'cuesUnknownForNow', lane: 'api', forMs: [2000, 6000] },
  { kind: 'cuesMoved', lane: 'api', forMs: [500, 1500] },
  { kind: 'cuesAskForLogin', lane: 'api', forMs: [500, 1500] },
  { kind: 'cueAnswersLost', lane: 'api', forMs: [2000, 8000] },
] as const satisfies readonly FaultShape[];
export type FaultKind = (typeof faults)[number]['kind'];

/** All that goes wrong in the laboratory. */
export const FAULTS: readonly FaultShape<FaultKind>[] = faults;
