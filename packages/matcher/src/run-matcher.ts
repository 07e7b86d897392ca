import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import {
  checkRedis,
  createConnections,
  createKeys,
  formatLayout,
  keepHeartbeat,
  keepLayout,
  noteStartRefusal,
  repeat,
  SettingsError,
  stoppedWhileAway,
  toUs,
  untilAccepted,
  type Log,
  type LookJob,
  type Objection,
  type PlacedLayout,
  type ProcessContext,
  type ReadinessChecks,
  type RedisClient,
} from '@cueline/shared';
import { Queue } from 'bullmq';
import type { CompiledPack, HeardSegment } from '@cueline/rules';
import { createShadow, type Shadow } from './interaction/shadow.js';
import { createGroup } from './stream/entries.js';
import { createMatcherMetrics, type MatcherMetrics } from './metrics.js';
import { createPacks, type Packs } from './packs/packs.js';
import { watchShadow } from './packs/watch-shadow.js';
import { loadRules, watchFiles, type ReadFile } from './packs/rule-file.js';
import { createAffinity } from './partition/affinity.js';
import { createPartitionContext } from './partition/partition-context.js';
import { runPartition, type PartitionContext } from './partition/run-partition.js';
import type { MatcherSettings } from './settings.js';
import { type ArchiveLag, createArchiveLag } from './partition/archive-lag.js';
import { createQueueSizes } from './partition/queue-sizes.js';
import { createRedisServers } from './partition/redis-servers.js';
import { createSizes } from './partition/sizes.js';

const SWEEP_PACKS_MS = 3_600_000;
/** How often to look whether Redis has lost what is stored at the start. */
const RESTORE_MS = 5000;
const MEASURE_MS = 5000;
/** Rules that are refused end the start at once, even if Redis is away. */
const REFUSAL_MS = 1000;
/** How often waiting background work is run. */
const BACKGROUND_MS = 100;

/** Wires the matcher together and runs it until told to stop. */
export async function runMatcher(
  context: ProcessContext<MatcherSettings>,
  onReload: (reload: () => void) => void,
): Promise<void> {
  const { settings, log, metrics: registry, checks, warnings, tracing, format, signal } = context;
  setMaxListeners(0, signal); // each partition's waits add listeners
  const metrics = createMatcherMetrics(registry);
  const rules = loadRules(settings.RULES_FILE, { onForget: () => metrics.wordsForgotten.inc() });
  const prefix = settings.KEY_PREFIX;
  let keys = createKeys(prefix); // those of partitions are of the layout in force once that is known
  const connections = createConnections(settings, log);
  const redis = connections.open('commands');
  if (!rules.ok) {
    const noted = noteStartRefusal({ name: context.name, redis, keys }, firstOf(rules.lines, settings.RULES_FILE));
    await Promise.race([noted, delay(REFUSAL_MS, undefined, { ref: false })]);
    connections.close();
    throw new SettingsError(rules.lines);
  }
  const queue = new Queue<LookJob>(keys.queue.name, {
    connection: redis,
    prefix: keys.queue.prefix,
    // Nobody reads the queue's events; by default BullMQ would keep ten thousand.
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', () => {}); // the connection logs them itself
  let started = false;
  checks.set('rules', () => (started ? undefined : 'rules are not in Redis yet'));
  const packs = createPacks({ redis, keys, log, metrics, first: rules.compiled });
  const shadow = createShadowOf(context, metrics);
  const endHeartbeat = keepHeartbeat({
    ...context,
    redis,
    keys,
    describe: () => ({
      rules: { file: settings.RULES_FILE, ...packs.inForce() },
      ...(shadow === undefined ? {} : { shadow: shadow.describe() }),
      notices: settings.NOTICES_FILE !== undefined,
    }),
  });

  const work = async () => {
    // Watch from now on: the file may change while Redis is away.
    const stopWatching = reloadOnChange({
      file: settings.RULES_FILE,
      files: rules.files,
      packs,
      warnings,
      metrics,
      log,
      onReload,
    });
    const stopShadow = watchShadowOf(context, { shadow, packs });
    const check = () => checkRedis({ ...context, redis, prefix, partitions: settings.PARTITIONS });
    const layout = await untilAccepted(check, { log, signal });
    keys = layout.keys;
    const partitions = Array.from({ length: layout.partitions }, (_, partition) => partition);
    const begin = async () => {
      await Promise.all(partitions.map((partition) => createGroup(redis, keys.segments(partition))));
      await packs.putInForce();
    };
    await untilAccepted(begin, { log, signal });
    started = true;

    metrics.retention.set(settings.OUTCOME_RETENTION / 1000);
    for (const partition of partitions) metrics.expectGaps(partition);
    const archiveLag = createArchiveLag({ redis, keys, metrics, retentionMs: settings.OUTCOME_RETENTION });
    warnings.set('archive', archiveLag.objection);
    const consumer = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
    const affinity = createAffinity({ redis, keys, consumer, partitions: partitions.length, log });
    await affinity.join();
    const shared = createPartitionContext({
      settings: { ...settings, PARTITIONS: partitions.length },
      redis,
      keys,
      format,
      consumer,
      affinity,
      queue,
      packs,
      metrics,
      log,
      tracing,
      shadow,
    });
    warnings.set('left', () => shared.left.warning());
    await Promise.all([
      affinity.keep(signal),
      ...partitions.map((partition) =>
        runPartition({ ...shared, partition, openReader: () => connections.open('blocking') }, signal),
      ),
      ...maintenance({ ...shared, redis, queue, layout, packs, archiveLag, signal }),
    ]);
    stopWatching();
    stopShadow();
  };

  try {
    await Promise.race([work(), stoppedWhileAway(redis, signal)]);
  } finally {
    await endHeartbeat();
    connections.close();
  }
}

function createShadowOf({ settings }: ProcessContext<MatcherSettings>, metrics: MatcherMetrics): Shadow | undefined {
  const { SHADOW_RULES_FILE: file, IDLE_TIMEOUT_MS, END_LINGER_MS, MIN_SEGMENT_CHARS, MIN_CONFIDENCE } = settings;
  if (file === undefined) return undefined;
  const options = {
    cueMaxAgeUs: Infinity, // no cue of it is posted
    idleTimeoutUs: toUs(IDLE_TIMEOUT_MS),
    endLingerUs: toUs(END_LINGER_MS),
    isMatchable: ({ text, confidence }: HeardSegment) =>
      text.trim().length >= MIN_SEGMENT_CHARS && confidence >= MIN_CONFIDENCE,
  };
  return createShadow({ file, options, onJudgement: metrics.shadow.count });
}

function watchShadowOf(
  { settings: { SHADOW_RULES_FILE: file }, warnings, log }: ProcessContext<MatcherSettings>,
  { shadow, packs }: { shadow: Shadow | undefined; packs: Packs },
): () => void {
  if (file === undefined || shadow === undefined) return () => {};
  const onPack = (pack: CompiledPack) => {
    shadow.use(pack);
    packs
      .keepBeside(pack)
      .catch((err: unknown) => log.error({ err }, 'the shadow rules could not be stored in Redis yet, trying again'));
  };
  return watchShadow({ file, warnings, log, onPack });
}

/** Periodic work besides the partitions' own. */
function maintenance(context: MaintenanceContext) {
  const { redis, keys, layout, packs, background, archiveLag, affinity, left, metrics, log, signal } = context;
  const measureSizes = createSizes({ redis, keys, metrics });
  const measure = async (partition: number) => {
    if (!affinity.isOwner(partition)) {
      for (const each of [metrics, archiveLag, left]) each.forget(partition);
      return;
    }
    await measureSizes(partition);
    await archiveLag.measure(partition);
    await left.measure(partition);
  };
  const measureQueue = createQueueSizes(context);
  const measureRedis = createRedisServers(context);
  const { epoch, partitions } = layout;
  const text = formatLayout({ v: 1, epoch, partitions, tried: epoch });
  const keep = () => keepLayout(redis, keys, text);
  const onKeep = (err: unknown) => log.error({ err }, 'the number of partitions could not be kept');
  const onPacks = (err: unknown) => log.error({ err }, 'rule packs could not be maintained');
  const onBackground = (err: unknown) => log.error({ err }, 'an ending failed');
  const onSizes = (err: unknown) => log.warn({ err }, 'sizes of a partition could not be read');
  const onQueue = (err: unknown) => log.warn({ err }, 'sizes of the queue could not be read');
  const onRedis = (err: unknown) => log.warn({ err }, 'how Redis keeps data could not be read');
  return [
    repeat({ everyMs: MEASURE_MS, step: measureQueue, signal, onError: onQueue }),
    repeat({ everyMs: MEASURE_MS, step: measureRedis, signal, onError: onRedis }),
    ...Array.from({ length: partitions }, (_, partition) =>
      repeat({ everyMs: MEASURE_MS, step: () => measure(partition), signal, onError: onSizes }),
    ),
    repeat({ everyMs: BACKGROUND_MS, step: () => background.workOff(signal), signal, onError: onBackground }),
    repeat({ everyMs: SWEEP_PACKS_MS, step: packs.sweep, signal, onError: onPacks }),
    repeat({ everyMs: RESTORE_MS, step: packs.restore, signal, onError: onPacks }),
    repeat({ everyMs: RESTORE_MS, step: async () => void (await keep()), signal, onError: onKeep }),
  ];
}

interface MaintenanceContext extends Pick<
  PartitionContext,
  'keys' | 'affinity' | 'background' | 'left' | 'metrics' | 'log'
> {
  readonly redis: RedisClient;
  readonly queue: Queue;
  readonly layout: PlacedLayout;
  readonly packs: Packs;
  readonly archiveLag: ArchiveLag;
  readonly signal: AbortSignal;
}

/** Reloads the rule file when it changes or on request. A bad new file leaves the old rules in force. */
function reloadOnChange({ file, files, packs, warnings, metrics, log, onReload }: ReloadOptions): () => void {
  let refused: Objection | undefined;
  warnings.set('rules', () => refused);
  let stopWatching = watchFiles(files, () => reload());
  const reload = () => {
    const rules = loadRules(file, { onForget: () => metrics.wordsForgotten.inc() });
    stopWatching();
    stopWatching = watchFiles(rules.files, () => reload());
    metrics.reloads.inc({ result: rules.ok ? 'in force' : 'refused' });
    metrics.reloadRefused.set(rules.ok ? 0 : 1);
    refused = rules.ok ? undefined : refusedRules(file, rules.lines);
    if (!rules.ok) {
      for (const mistake of rules.lines) log.error({ mistake }, 'new rules are refused, the old ones stay in force');
      return;
    }
    packs
      .use(rules.compiled)
      .catch((err: unknown) => log.error({ err }, 'new rules could not be stored in Redis yet, trying again'));
  };
  onReload(reload);
  return () => stopWatching();
}

function refusedRules(file: string, lines: readonly string[]): Objection {
  return {
    reason: `the changed rules are refused, the old ones stay in force: ${firstOf(lines, file)}`,
    remedy: `Correct the file and save it; 'cueline rules check ${file}' lists every mistake.`,
  };
}

/** The first mistake, and how many more there are. */
function firstOf([first, ...others]: readonly string[], file: string): string {
  return `${first ?? file}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

interface ReloadOptions {
  readonly file: string;
  readonly files: readonly ReadFile[];
  readonly packs: Packs;
  readonly warnings: ReadinessChecks;
  readonly metrics: MatcherMetrics;
  readonly log: Log;
  readonly onReload: (reload: () => void) => void;
}
