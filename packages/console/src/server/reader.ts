import type { Store } from '@cueline/archive';
import {
  createCost,
  createLiveCalls,
  createReads,
  type FollowedCall,
  isRunning,
  keysOf,
  type PipelineContext,
  type Status,
  type Tick,
} from '@cueline/operate';
import type { Pack } from '@cueline/rules';
import { type Log, repeat } from '@cueline/shared';
import { z } from 'zod';
import { isInScope, type Scope } from '../access/scope.js';
import type { CallDetail, FoundCalls } from '../contract/call.js';
import type { Flow } from '../contract/flow.js';
import type { Letters, Queues, Shelf } from '../contract/queues.js';
import type { Report, ReportAsk } from '../contract/reports.js';
import type { Recorded } from '../contract/analysis.js';
import type { Rules, TriedSpeech, TrySpeech } from '../contract/rules.js';
import { readArchivedDetail, readCallDetail } from '../reading/call-detail.js';
import { createSampler } from '../reading/figures.js';
import { flowOf } from '../reading/flow.js';
import { type KeptCalls, readKeptCalls } from '../reading/kept-calls.js';
import { createHistory } from '../reading/history.js';
import { type KnownCall, knownCallOf } from '../reading/call-row.js';
import { type Judged, readJudged } from '../reading/pipeline-status.js';
import { readQueues, readShelf } from '../reading/queues.js';
import { readReportCalls, readReportFile, readReportPage } from '../reading/reports.js';
import { createRuleTotals } from '../reading/rule-totals.js';
import { readPack, readPacksInForce, readShadows, trySpeech } from '../reading/rules-in-force.js';
import { shellOf } from '../reading/shell.js';
import type { ConsoleMetrics } from '../metrics.js';
import { isFound } from '../reading/wall.js';
import { HttpError } from './route.js';
import type { Viewers } from './viewers.js';

const FOLLOW_MS = 1_000;
const FIRST_MS = 100;
const STATUS_MS = 2_000;
const TOTALS_MS = 1_000;
/** For so long a page may go on after its session has ended, if that was at another console. */
const CHECK_MS = 5_000;
/** Calls are followed for so long after the last page was closed. */
const REST_AFTER_MS = 60_000;
/** What is shown is old if nothing could be read for so long. */
const STALE_MS = 5_000;
const MOST_FOUND = 20;

export interface ReaderContext {
  readonly pipeline: PipelineContext;
  readonly viewers: Viewers;
  /** The archive's database; undefined if there is none. Rejects if it does not answer. */
  readonly openStore: () => Promise<Store | undefined>;
  readonly timeZone: string;
  readonly metrics: Pick<ConsoleMetrics, 'redisSeconds'>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** The one reader for all viewers: what several of them ask for is read once. */
export function createReader(context: ReaderContext) {
  const { pipeline, viewers, openStore, timeZone, metrics, log, signal } = context;
  const { redis, prefix, partitions } = pipeline;
  const keys = keysOf(pipeline);
  const cost = createCost(
    () => performance.now(),
    (costMs) => metrics.redisSeconds.inc(costMs / 1000),
  );
  const liveCalls = createLiveCalls({
    redis,
    keys,
    partitions,
    read: createReads({ redis, cost }),
    know: knownCallOf,
  });
  const allCalls = () => Array.from(liveCalls.all(), ({ known }) => known);
  const history = createHistory({ redis, keys });
  const totals = createRuleTotals({ redis, keys, partitions });
  const sample = createSampler();
  let judged: Judged | undefined;
  let tick: Tick = { atMs: 0, watermarkMs: undefined, processedMs: undefined };
  let readMs = -Infinity;
  let startedMs = -Infinity;
  let lastViewerMs = -Infinity;

  const hasViewers = () => {
    if (viewers.count() > 0) lastViewerMs = performance.now();
    return performance.now() - lastViewerMs < REST_AFTER_MS;
  };
  const onError = (what: string) => (error: unknown) => log.warn({ err: error }, `${what} could not be read`);

  async function follow(): Promise<void> {
    startedMs = performance.now();
    if (!hasViewers()) return;
    tick = await liveCalls.follow(onError('live calls'));
    readMs = performance.now();
    show();
  }

  /**
   * Of many calls a step takes long. Pages get what is new each second all the same, and half of the time is rest. The first calls are
   * shown as soon as they are read.
   */
  function restMs(): number {
    const { calls, of } = liveCalls.progress();
    return calls < of && calls === 0 ? FIRST_MS : Math.max(FOLLOW_MS / 2, FOLLOW_MS - (performance.now() - startedMs));
  }

  function show(): void {
    viewers.update({
      calls: allCalls(),
      revisionOf: (id) => revisionOf(liveCalls.get(id)),
      isStale: performance.now() - readMs > STALE_MS,
      atMs: tick.atMs,
      shellOf: (calls) =>
        shellOf({
          ...tick,
          judged,
          calls,
          read: liveCalls.progress(),
          cost: { redisShare: cost.share(), viewers: viewers.count() },
        }),
    });
  }

  async function readStatusStep(): Promise<void> {
    judged = await readJudged(redis, prefix);
    const { status: now } = judged;
    if (now !== undefined) await history.add(now.atMs, sample(now));
  }

  async function status(): Promise<Status> {
    judged ??= await readJudged(redis, prefix);
    if (judged.status === undefined) throw new HttpError(503, 'unavailable', judged.findings[0]?.what ?? '');
    return judged.status;
  }

  async function titles(): Promise<ReadonlyMap<string, string>> {
    const packs = judged?.status === undefined ? [] : await readPacksInForce(judged.status, pipeline);
    return new Map(packs.flatMap(({ rules }) => rules.map(({ rule, title }) => [rule, title] as const)));
  }

  /** From Redis, or else from the archive. */
  async function readCall(id: string): Promise<CallDetail | undefined> {
    const detail = await readCallDetail(id, pipeline);
    if (detail !== undefined) return detail;
    const store = await openStore();
    return store === undefined ? undefined : readArchivedDetail(id, prefix, store);
  }

  async function reportContext(scope: Scope | undefined) {
    const store = await openStore();
    if (store === undefined) throw new HttpError(503, 'unavailable', 'there is no archive: ARCHIVE_URL is not set');
    return { store, prefix, timeZone, nowMs: Date.now(), scope, titles: await titles() };
  }

  return {
    /** A viewer has come: calls are followed again. */
    wake(): void {
      if (hasViewers() && performance.now() - readMs > STALE_MS) void follow().catch(onError('live calls'));
    },
    /** Reads until told to stop. */
    async run(): Promise<void> {
      // Pages are told that nothing can be read, too, even if nothing ever was.
      const showLoop = setInterval(() => {
        if (performance.now() - readMs > 2 * FOLLOW_MS) show();
      }, FOLLOW_MS);
      try {
        await history.load(Date.now()).catch(onError('history'));
        await Promise.all([
          repeat({ everyMs: restMs, step: follow, signal, onError: onError('live calls') }),
          repeat({ everyMs: STATUS_MS, step: readStatusStep, signal, onError: onError('status') }),
          repeat({ everyMs: TOTALS_MS, step: () => totals.step(Date.now()), signal, onError: onError('outcomes') }),
          repeat({ everyMs: CHECK_MS, step: () => viewers.check(), signal, onError: onError('sessions') }),
        ]);
      } finally {
        clearInterval(showLoop);
      }
    },
    /** All starts anew: what was read before may not be so after a fail-over. */
    restart: () => liveCalls.begin(),
    call: readCall,
    /** Live calls by a part of their id or of an attribute, and an ended one by its whole id. */
    async find(q: string, scope: Scope | undefined): Promise<FoundCalls> {
      const wanted = q.trim();
      if (wanted === '') return { calls: [] };
      const live = allCalls()
        .filter((call) => isFound(call, wanted) && isInScope(scope, call.attributes))
        .slice(0, MOST_FOUND)
        .map(({ row: { id, agent } }) => ({ id, ...(agent === undefined ? {} : { agent }), isLive: true }));
      if (live.some(({ id }) => id === wanted)) return { calls: live };
      const ended = await readCall(wanted).catch(() => readCallDetail(wanted, pipeline));
      if (ended === undefined || !isInScope(scope, ended.attributes)) return { calls: live };
      const { id, agent, from } = ended;
      return { calls: [{ id, ...(agent === undefined ? {} : { agent }), isLive: from === 'live' }, ...live] };
    },
    flow: async (): Promise<Flow> => flowOf(await status(), history, await readPending(pipeline)),
    queues: async (): Promise<Queues> => readQueues(await status(), allCalls(), pipeline),
    shelf: (shelf: Shelf, asked: { reason?: string | undefined; before?: string | undefined }): Promise<Letters> =>
      readShelf(pipeline, shelf, asked),
    async rules(): Promise<Rules> {
      const now = await status();
      const packs = await readPacksInForce(now, pipeline);
      const { shadows, ...read } = totals.read(packs.flatMap(({ rules }) => rules));
      return { atMs: now.atMs, packs, unread: 0, ...read, shadows: await readShadows(now, shadows, pipeline) };
    },
    /** The rules that most matchers apply to new calls. */
    async packInForce(): Promise<Pack | undefined> {
      const digest = (await readPacksInForce(await status(), pipeline))[0]?.digest;
      return digest === undefined ? undefined : readPack(digest, pipeline);
    },
    /** Recorded calls: those of which the archive keeps what was said, the latest. */
    async keptCalls(asked: Extract<Recorded, { from: 'archive' }>): Promise<KeptCalls> {
      const { store, nowMs } = await reportContext(undefined);
      return readKeptCalls(asked, { store, prefix, nowMs });
    },
    async trySpeech(asked: TrySpeech): Promise<TriedSpeech | undefined> {
      const digest = asked.digest ?? (await readPacksInForce(await status(), pipeline))[0]?.digest;
      const pack = digest === undefined ? undefined : await readPack(digest, pipeline);
      return digest === undefined || pack === undefined ? undefined : trySpeech(pack, digest, asked);
    },
    report: async (ask: ReportAsk, scope: Scope | undefined): Promise<Report> =>
      readReportPage(ask, await reportContext(scope)),
    reportCalls: async (
      ask: ReportAsk,
      which: { rule: string | undefined; verdict: string | undefined },
      scope: Scope | undefined,
    ) => readReportCalls(ask, which, await reportContext(scope)),
    reportFile: async (ask: ReportAsk, format: 'csv' | 'ndjson', scope: Scope | undefined): Promise<string> =>
      readReportFile(ask, format, await reportContext(scope)),
    hasMatchers: () => (judged?.status?.processes ?? []).some((one) => one.beat.kind === 'matcher' && isRunning(one)),
  };
}
export type Reader = ReturnType<typeof createReader>;

/** Its state, its desktop and its chips tell whether a call is still what it was. */
const revisionOf = (call: FollowedCall<KnownCall> | undefined): string | undefined =>
  call && `${call.rev}-${call.known.desktop.cues.length}-${call.known.row.chips.length}`;

const Consumers = z.array(z.array(z.unknown()));

/** Entries that matchers hold, by replica. */
async function readPending(pipeline: PipelineContext): Promise<Flow['pending']> {
  const { redis, partitions } = pipeline;
  const keys = keysOf(pipeline);
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const read = await Promise.all(
    numbers.map((partition) => redis.xinfo('CONSUMERS', keys.segments(partition), 'matchers').catch(() => [])),
  );
  const held = new Map<string, { entries: number; idleMs: number }>();
  for (const consumer of read.flatMap((reply) => Consumers.parse(reply))) {
    const fields = new Map<unknown, unknown>();
    for (let i = 0; i < consumer.length; i += 2) fields.set(consumer[i], consumer[i + 1]);
    const name = String(fields.get('name'));
    const known = held.get(name) ?? { entries: 0, idleMs: Infinity };
    held.set(name, {
      entries: known.entries + Number(fields.get('pending')),
      idleMs: Math.min(known.idleMs, Number(fields.get('idle'))),
    });
  }
  return Array.from(held, ([replica, { entries, idleMs }]) => ({ replica, entries, idleMs }));
}
