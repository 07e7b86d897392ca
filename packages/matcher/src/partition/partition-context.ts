import type { HeardSegment } from '@cueline/rules';
import {
  createReplicated,
  createTrouble,
  type Keys,
  type Log,
  type LookJob,
  type RedisClient,
  toUs,
  type Tracing,
  type WrittenFormat,
} from '@cueline/shared';
import type { Queue } from 'bullmq';
import { createBackground } from './background.js';
import { createClaims } from '../stream/claims.js';
import { createDeadLetters } from '../stream/dead-letters.js';
import { createDeadlines } from '../deadlines/deadlines.js';
import { createGapLog } from './gap-log.js';
import { createEndings } from '../interaction/endings.js';
import { createInteractions } from '../interaction/interactions.js';
import type { MatcherMetrics } from '../metrics.js';
import type { Shadow } from '../interaction/shadow.js';
import { createLeftEntries } from '../stream/left-entries.js';
import { createNearMisses } from '../interaction/near-misses.js';
import type { Packs } from '../packs/packs.js';
import type { Affinity } from './affinity.js';
import { createStandBy } from './stand-by.js';
import { createRelay } from '../deadlines/relay.js';
import type { PartitionContext } from './run-partition.js';
import type { MatcherSettings } from '../settings.js';

/** How long a publisher has for a look before it is handed over again (guarantee 6 of docs/guarantees.md). */
const HAND_OVER_MS = 5000;
const BYTES_PER_MB = 1024 * 1024;

/** Creates what all partitions of one matcher share. */
export function createPartitionContext(matcher: MatcherContext): Omit<PartitionContext, 'partition' | 'openReader'> {
  const { settings, redis, keys, format, consumer, affinity, queue, packs, metrics, log, tracing, shadow } = matcher;
  const { packFor } = packs;
  const replicated = createReplicated(redis, settings.REDIS_MIN_REPLICAS);
  const onCut = (what: string) => metrics.cut.inc({ what });
  const keepsSpeech = settings.KEEP_SPEECH === 'masked';
  const onNearMissesCut = () => onCut('near_misses');
  const onNoticesDropped = (dropped: number) => {
    metrics.noticesDropped.inc(dropped);
    log.error({ dropped }, 'no publisher takes notices, the oldest are dropped');
  };
  return {
    redis,
    keys,
    tracing,
    consumer,
    affinity,
    partitions: Array.from({ length: settings.PARTITIONS }, (_, partition) => partition),
    processing: {
      interactions: createInteractions({
        redis,
        keys,
        format,
        replicated,
        handOverMs: HAND_OVER_MS,
        memoryBytes: settings.MATCHER_MEMORY_MB * BYTES_PER_MB,
        hasSpeech: keepsSpeech || shadow !== undefined,
      }),
      packFor,
      options: {
        idleTimeoutUs: toUs(settings.IDLE_TIMEOUT_MS),
        endLingerUs: toUs(settings.END_LINGER_MS),
        advance: { isMatchable: countUnmatchable(settings, metrics), onCut },
      },
    },
    left: createLeftEntries({ redis, keys, claimIdleMs: settings.CLAIM_IDLE_MS, metrics, log }),
    claims: createClaims({ redis, keys, consumer, seenMs: affinity.seenMs, claimIdleMs: settings.CLAIM_IDLE_MS }),
    standBy: createStandBy({ redis, keys, consumer, claimIdleMs: settings.CLAIM_IDLE_MS }),
    takeovers: new Set(),
    deadlines: createDeadlines({ redis, keys, gapWaitMs: settings.GAP_WAIT_MS, handOverMs: HAND_OVER_MS }),
    endings: createEndings({
      redis,
      keys,
      format,
      packFor,
      onCut: onNearMissesCut,
      onVerdicts: metrics.verdicts.count,
      idleTimeoutUs: toUs(settings.IDLE_TIMEOUT_MS),
      resumeUs: toUs(settings.RESUME_MS),
      outcomeRetentionMs: settings.OUTCOME_RETENTION,
      keepsSpeech,
      onSpeechCut: () => onCut('kept_speech'),
      shadow,
      onNoticesDropped: settings.NOTICES_FILE === undefined ? undefined : onNoticesDropped,
    }),
    nearMisses: createNearMisses({ redis, keys, packFor, onCut: onNearMissesCut }),
    background: createBackground(metrics),
    relay: createRelay({
      redis,
      keys,
      format,
      queue,
      partitions: settings.PARTITIONS,
      tracing,
      handOverMs: HAND_OVER_MS,
    }),
    deadLetters: createDeadLetters({ redis, keys }),
    metrics,
    log,
    logGap: createGapLog(log),
    failures: createTrouble({ log, over: 'the steps that failed succeed again' }),
  };
}

interface MatcherContext {
  readonly settings: MatcherSettings;
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly format: WrittenFormat;
  /** This replica's name in the consumer group. */
  readonly consumer: string;
  readonly affinity: Affinity;
  readonly queue: Queue<LookJob>;
  readonly packs: Pick<Packs, 'packFor'>;
  readonly metrics: MatcherMetrics;
  readonly log: Log;
  readonly tracing?: Tracing | undefined;
  readonly shadow?: Shadow | undefined;
}

function countUnmatchable({ MIN_SEGMENT_CHARS, MIN_CONFIDENCE }: MatcherSettings, metrics: MatcherMetrics) {
  return ({ text, confidence }: HeardSegment) => {
    const isMatchable = text.trim().length >= MIN_SEGMENT_CHARS && confidence >= MIN_CONFIDENCE;
    if (!isMatchable) metrics.unmatched.inc();
    return isMatchable;
  };
}
