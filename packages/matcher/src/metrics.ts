import { startAtZero } from '@cueline/shared';
import { Counter, Gauge, type Registry } from 'prom-client';
import { createShadowCounts } from './interaction/shadow-counts.js';
import { createVerdictCounts } from './interaction/verdict-counts.js';

/** Sizes are measured every 5 s. */
const STALE_MS = 20_000;

/** The matcher's metrics. */
export function createMatcherMetrics(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string) =>
    new Counter({ name: `cueline_matcher_${name}_total`, help, registers });
  let measuredAtMs = performance.now();
  const size = (name: string, help: string) =>
    new Gauge({
      name: `cueline_${name}`,
      help,
      labelNames: ['partition'] as const,
      registers,
      collect() {
        // No answer is better than an old one: while Redis is away a backlog of 0 would look like peace.
        if (performance.now() - measuredAtMs > STALE_MS) this.reset();
      },
    });
  const gauge = (name: string, help: string) =>
    new Gauge({
      name: `cueline_${name}`,
      help,
      registers,
      collect() {
        if (performance.now() - measuredAtMs > STALE_MS) this.remove();
      },
    });
  const cut = new Counter({
    name: 'cueline_matcher_cut_interactions_total',
    help: 'Times an interaction exceeded a limit and its oldest speech, or attributes, matches or near misses, were dropped',
    labelNames: ['what'] as const,
    registers,
  });
  const gaps = new Counter({
    name: 'cueline_unheard_gaps_total',
    help: 'Gaps in which no ingest was listening; each partition meets the same gap',
    labelNames: ['partition'] as const,
    registers,
  });
  const gapSeconds = new Counter({
    name: 'cueline_unheard_gap_seconds_total',
    help: 'Time in which no ingest was listening, in seconds; each partition meets the same gap',
    labelNames: ['partition'] as const,
    registers,
  });
  const sizes = {
    backlog: size('backlog_entries', 'Entries in the stream not yet processed'),
    live: size('live_interactions', 'Interactions for which something may still become due'),
    outbox: size('outbox_interactions', 'Interactions waiting for a look'),
    deadLetters: size('dead_letters', 'Dead letters kept'),
    archiveLag: size(
      'archive_lag_seconds',
      'For how long the oldest outcome has waited that an archive has not kept, in seconds; absent without an archive',
    ),
    watermark: new Gauge({
      name: 'cueline_matcher_watermark_seconds',
      help: 'Everything heard before this moment (Unix time) has been processed',
      labelNames: ['partition'] as const,
      registers,
    }),
  };
  startAtZero(cut, ['speech', 'attributes', 'matches', 'near_misses', 'kept_speech']);
  return {
    measured: () => (measuredAtMs = performance.now()),
    ...sizes,
    /** Says no more of a partition that another matcher measures. */
    forget(partition: number): void {
      for (const each of Object.values(sizes)) each.remove({ partition });
    },
    retention: new Gauge({
      name: 'cueline_outcome_retention_seconds',
      help: 'OUTCOME_RETENTION: for how long outcomes are kept in Redis, in seconds',
      registers,
    }),
    queueJobs: new Gauge({
      name: 'cueline_queue_jobs',
      help: 'Jobs in the queue of cues, by state',
      labelNames: ['state'] as const,
      registers,
      collect() {
        if (performance.now() - measuredAtMs > STALE_MS) this.reset();
      },
    }),
    oldestJob: gauge(
      'queue_oldest_job_seconds',
      'For how long the job that has waited longest could have been processed, in seconds',
    ),
    redisMemory: gauge('redis_memory_bytes', 'Memory that Redis uses, in bytes; in a Cluster of the fullest server'),
    redisFull: gauge('redis_memory_ratio', 'Share of its maxmemory that Redis uses, 0 to 1; 0 without a limit'),
    redisNotDurable: new Gauge({
      name: 'cueline_redis_not_durable',
      help: '1 if Redis may lose what it was given: it keeps no append-only file, or evicts when it is full',
      labelNames: ['what'] as const,
      registers,
    }),
    verdicts: createVerdictCounts(registers),
    shadow: createShadowCounts(registers),
    processed: counter('processed_entries', 'Stream entries processed'),
    left: counter('left_entries', 'Entries of a newer format, left to matchers of a later release'),
    claimed: counter('claimed_entries', 'Entries claimed from replicas that held them too long'),
    refused: counter('refused_entries', 'Entries refused because their interaction had ended for good'),
    lateEnds: counter(
      'late_end_frames',
      'End frames that ended nothing: their call had ended before, or went on for long after they were heard',
    ),
    impossibleTimes: counter(
      'impossible_times',
      'Segments whose start was after they were heard, or an hour before, and does not count',
    ),
    rematched: counter('rematched_interactions', 'Interactions matched again because another replica was first'),
    unmatched: counter('unmatched_segments', 'Segments not matched because they are too short or too uncertain'),
    cut,
    dead: counter('dead_letters', 'Entries that became dead letters'),
    deadDropped: counter('dead_letters_dropped', 'Dead letters dropped because there were too many'),
    noticesDropped: counter(
      'notices_dropped',
      'Notices dropped because no publisher took them and there were too many',
    ),
    ended: counter('ended_interactions', 'Interactions ended, by end frame or silence, or forgotten'),
    handedOverAgain: counter(
      'looks_handed_over_again',
      'Looks handed over again because no publisher had done them in time',
    ),
    backgroundWaiting: new Gauge({
      name: 'cueline_matcher_background_waiting',
      help: 'Endings that wait',
      registers,
    }),
    backgroundRefused: counter('background_refused', 'Background tasks refused because the queue was full'),
    wordsForgotten: counter('words_forgotten', 'Times the cache of words was full and was emptied'),
    packsCompiled: counter('packs_compiled', 'Packs not in force that were read from Redis and compiled'),
    reloads: createReloads(registers),
    reloadRefused: new Gauge({
      name: 'cueline_matcher_rule_reload_refused',
      help: '1 while the last reload of the rule file was refused and older rules stay in force',
      registers,
    }),
    gaps,
    gapSeconds,
    /** Lets the gaps of a partition begin at 0: the first would be no increase otherwise. */
    expectGaps(partition: number): void {
      for (const each of [gaps, gapSeconds]) each.inc({ partition }, 0);
    },
  };
}

/** Both results exist from the start, so that the first refusal is an increase. */
function createReloads(registers: Registry[]) {
  const reloads = new Counter({
    name: 'cueline_matcher_rule_reloads_total',
    help: 'Reloads of the rule file, by result',
    labelNames: ['result'] as const,
    registers,
  });
  for (const result of ['in force', 'refused']) reloads.inc({ result }, 0);
  return reloads;
}
export type MatcherMetrics = ReturnType<typeof createMatcherMetrics>;
