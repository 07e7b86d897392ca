import { possibleStartUs } from '@cueline/rules';
import {
  type Gap,
  inSpan,
  type Keys,
  type Log,
  type Partition,
  type RedisClient,
  repeat,
  type Tracing,
  type Trouble,
} from '@cueline/shared';
import type { Background } from './background.js';
import type { Affinity } from './affinity.js';
import type { GapLog } from './gap-log.js';
import type { StandBy } from './stand-by.js';
import type { ClaimedEntry, Claims } from '../stream/claims.js';
import type { DeadLetters } from '../stream/dead-letters.js';
import type { LeftEntries } from '../stream/left-entries.js';
import type { Deadlines } from '../deadlines/deadlines.js';
import type { Endings } from '../interaction/endings.js';
import { newerFormatOf, parseEntry, readEntries, type RawEntry, type StreamedEntry } from '../stream/entries.js';
import type { MatcherMetrics } from '../metrics.js';
import type { NearMisses } from '../interaction/near-misses.js';
import { processEntries, type ProcessContext } from './process-entries.js';
import type { Relay } from '../deadlines/relay.js';
import { keepTrace, startProcessing } from './trace-entries.js';
import { UnprocessableError } from '../stream/unprocessable-error.js';

/** Entries read at once: enough to make a step cheap, few enough to make it short. */
const BATCH_SIZE = 64;
const BLOCK_MS = 1000;
/** How often an entry processed by itself may fail before it becomes a dead letter. */
const MAX_FAILURES = 3;
/** How often deadlines are checked, in ms; a cue is late by up to this much more. */
const FIRE_EVERY_MS = 200;
/** While nothing waits and nothing is due soon. */
const QUIET_EVERY_MS = 1000;
const CLAIM_EVERY_MS = 500;
const STAND_BY_EVERY_MS = 250;
/** How often a matcher looks whether a partition has become its own. */
const OWN_EVERY_MS = 250;
/** How long a replica has to end an interaction that others wait for. */
const END_EVERY_MS = 2000;
const RELAY_EVERY_MS = 1000;
const TIDY_EVERY_MS = 30_000;

export interface PartitionContext {
  readonly partition: Partition;
  /** All that there are. */
  readonly partitions: readonly Partition[];
  readonly affinity: Affinity;
  /** Opens a connection for blocking reads: there is one while the partition is this matcher's own. */
  readonly openReader: () => RedisClient;
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly tracing: Tracing | undefined;
  readonly consumer: string;
  readonly processing: ProcessContext;
  readonly claims: Claims;
  readonly standBy: StandBy;
  readonly left: LeftEntries;
  /**
   * Takeovers under way in all partitions of this process. New entries wait for them: what they claim is older and
   * holds up the watermark.
   */
  readonly takeovers: Set<Promise<void>>;
  readonly deadlines: Deadlines;
  readonly endings: Endings;
  readonly nearMisses: NearMisses;
  readonly background: Background;
  readonly relay: Relay;
  readonly deadLetters: DeadLetters;
  readonly metrics: MatcherMetrics;
  readonly log: Log;
  readonly logGap: GapLog;
  /** That a step fails, in any partition. */
  readonly failures: Trouble;
}

/** Works on one partition until asked to stop; finishes work in progress first. */
export async function runPartition(context: PartitionContext, signal: AbortSignal): Promise<void> {
  const { partition, log, failures } = context;
  const hand: Hand = {
    count: 0,
    waiting: new Map(),
    wasAway: false,
    handled: 0,
    isQuiet: false,
    fireAtMs: 0,
    standByAtMs: 0,
  };
  const every = (everyMs: number, step: () => Promise<void>, part: unknown = step) =>
    repeat({
      everyMs,
      step,
      signal,
      onError: (err) => {
        if (failures.begin(part, String(err))) log.error({ err, partition }, 'a step failed and is tried again');
      },
      onSuccess: () => failures.end(part),
    });
  await Promise.all([
    every(OWN_EVERY_MS, () => processOwn(context, hand, signal), hand),
    every(CLAIM_EVERY_MS, () => takeOver(context, hand, signal)),
    every(FIRE_EVERY_MS, () => fireOwn(context, hand)),
    every(STAND_BY_EVERY_MS, () => standBy(context, hand, signal)),
    every(FIRE_EVERY_MS, () => retryWaiting(context, hand)),
    every(END_EVERY_MS, () => {
      const ids = [...hand.waiting.values()].map(({ interactionId }) => interactionId);
      return context.deadlines.checkAgain(partition, new Set(ids));
    }),
    every(RELAY_EVERY_MS, async () => {
      if (context.affinity.isOwner(partition)) await relayOverdue(context);
    }),
    every(TIDY_EVERY_MS, async () => {
      if (context.affinity.isOwner(partition)) await context.claims.removeDeadConsumers(partition);
    }),
  ]);
}

/** What this replica holds of its partition. */
interface Hand {
  /** How many entries of a batch are being processed. */
  count: number;
  /**
   * Entries, by id, that are tried again until the interaction has its outcome that had their id before. They stay
   * pending: if this replica is lost, another claims them. They do not count as in hand, since what else this replica
   * left pending must not wait for them: it may be what holds up that outcome.
   */
  readonly waiting: Map<string, StreamedEntry>;
  /** Whether the last takeover failed because Redis was away. */
  wasAway: boolean;
  /** How many steps with entries there were. */
  handled: number;
  /** Whether nothing waits and nothing is due soon: then deadlines are looked at again at `fireAtMs` (`performance.now()`). */
  isQuiet: boolean;
  fireAtMs: number;
  /** When to look next whether the owner is behind, while another matcher owns the partition. */
  standByAtMs: number;
}

async function retryWaiting(context: PartitionContext, hand: Hand): Promise<void> {
  const entries = [...hand.waiting.values()];
  hand.waiting.clear(); // what fails is claimed again after a while, by itself
  await process(context, hand, entries);
}

/** Reads and processes new entries while the partition is this matcher's own. */
async function processOwn(context: PartitionContext, hand: Hand, signal: AbortSignal): Promise<void> {
  const { affinity, openReader, partition } = context;
  const isOwn = () => affinity.isOwner(partition);
  if (!isOwn()) return;
  const reader = openReader();
  try {
    while (isOwn() && !signal.aborted) {
      const batch = await readEntries(reader, { ...readingOf(context), blockMs: BLOCK_MS });
      if (batch.length === 0) continue;
      await processNew(context, hand, batch);
      context.failures.end(hand); // it reads on and on: as a step it never succeeds
    }
  } finally {
    reader.disconnect();
  }
}

const readingOf = ({ keys, partition, consumer }: PartitionContext) => ({
  keys,
  partition,
  consumer,
  batchSize: BATCH_SIZE,
});

async function processNew(context: PartitionContext, hand: Hand, batch: readonly RawEntry[]): Promise<void> {
  await Promise.allSettled(context.takeovers);
  // Not before: a takeover must go on to the end, also with what a broken connection left pending under our own name.
  hand.count += batch.length;
  try {
    await processBatch(context, hand, batch);
  } finally {
    hand.count -= batch.length;
  }
}

/** Looks whether the partition's owner is behind, and does what it has not done. */
async function standBy(context: PartitionContext, hand: Hand, signal: AbortSignal): Promise<void> {
  const { affinity, partition, redis } = context;
  const place = affinity.placeIn(partition);
  if (place === 0 || performance.now() < hand.standByAtMs) return;
  let seen = await context.standBy.look(partition);
  hand.standByAtMs = seen.isBehind ? 0 : performance.now() + context.standBy.waitMs(place);
  if (seen.isUnwatched) {
    await fireDeadlines(context);
    await relayOverdue(context);
  }
  if (seen.isBehind) await claimHeld(context, hand, signal);
  for (; seen.hasUnread && !signal.aborted; seen = await context.standBy.look(partition)) {
    if (!seen.hasNoReader && !(await keepsUp(context))) return;
    await processNew(context, hand, await readEntries(redis, readingOf(context)));
  }
}

/** Whether nothing has waited too long to be read in the partitions of its own. */
async function keepsUp(context: PartitionContext): Promise<boolean> {
  const own = context.partitions.filter(context.affinity.isOwner);
  const seen = await Promise.all(own.map((partition) => context.standBy.look(partition)));
  return !seen.some(({ hasUnread }) => hasUnread);
}

async function processBatch(context: PartitionContext, hand: Hand, batch: readonly RawEntry[]): Promise<void> {
  const entries = await parsed(context, batch);
  try {
    await process(
      context,
      hand,
      entries.map(({ entry }) => entry),
    );
  } catch (error) {
    if (!(error instanceof UnprocessableError)) throw error;
    // Try each by itself to find the one that failed.
    for (const { raw, entry } of entries) await processAlone(context, hand, { raw, entry, failures: 0 });
  }
}

/** Claims what replicas have held too long in a partition of its own in which something waits. */
async function takeOver(context: PartitionContext, hand: Hand, signal: AbortSignal): Promise<void> {
  const isOwner = context.affinity.isOwner(context.partition);
  if (isOwner && !hand.isQuiet) await claimHeld(context, hand, signal);
}

/** Claims what replicas have held too long, one entry at a time: one of them may be what killed its replica. */
async function claimHeld(context: PartitionContext, hand: Hand, signal: AbortSignal): Promise<void> {
  const { claims, partition, takeovers } = context;
  const { wasAway } = hand;
  const claimOne = () => (signal.aborted ? undefined : claims.claimOne(partition, hand.count, wasAway));
  try {
    const first = await claimOne();
    if (first !== undefined) {
      const takeover = processClaimed(context, hand, first, claimOne).finally(() => takeovers.delete(takeover));
      takeovers.add(takeover);
      await takeover;
    }
    hand.wasAway = false;
  } catch (error) {
    hand.wasAway = isAway(error);
    throw error;
  }
}

/** Whether Redis could not be reached, or refuses writes for a while (`READONLY`, `LOADING`, …): no fault of any entry. */
const isAway = (error: unknown): boolean =>
  !(error instanceof Error && error.name === 'ReplyError' && /^(?:ERR|WRONGTYPE) /.test(error.message));

async function processClaimed(
  context: PartitionContext,
  hand: Hand,
  first: ClaimedEntry,
  claimOne: () => Promise<ClaimedEntry | undefined> | undefined,
): Promise<void> {
  for (let claimed: ClaimedEntry | undefined = first; claimed !== undefined; claimed = await claimOne()) {
    context.metrics.claimed.inc();
    for (const { raw, entry } of await parsed(context, [claimed.entry])) {
      await processAlone(context, hand, { raw, entry, failures: claimed.failures });
    }
  }
}

async function processAlone(
  context: PartitionContext,
  hand: Hand,
  { raw, entry, failures }: { raw: RawEntry; entry: StreamedEntry; failures: number },
): Promise<void> {
  let reason = 'each time it was processed by itself its replica was lost, or Redis refused what it wrote';
  for (let failed = failures; failed < MAX_FAILURES; failed += 1) {
    try {
      await process(context, hand, [entry]);
      return;
    } catch (error) {
      if (!(error instanceof UnprocessableError)) throw error;
      reason = error.message;
    }
  }
  await bury(context, raw, reason);
}

async function process(context: PartitionContext, hand: Hand, entries: readonly StreamedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  hand.handled += 1;
  hand.isQuiet = false;
  const { partition, processing, claims, relay, metrics, tracing } = context;
  await inSpan(startProcessing(tracing, partition, entries), async (span) => {
    const { lookRequests, waiting, left, refused, lateEnds, rematched } = await processEntries(
      partition,
      entries,
      processing,
    );
    for (const entry of waiting) hand.waiting.set(entry.entryId, entry);
    await claims.hold(
      partition,
      waiting.map(({ entryId }) => entryId),
    );
    for (const [format, ids] of left) await context.left.leave(partition, format, ids);
    const leftCount = [...left.values()].reduce((sum, ids) => sum + ids.length, 0);
    metrics.processed.inc(entries.length - waiting.length - leftCount);
    metrics.impossibleTimes.inc(entries.filter(hasImpossibleTime).length);
    metrics.refused.inc(refused);
    metrics.lateEnds.inc(lateEnds);
    metrics.rematched.inc(rematched);
    if (span !== undefined) await keepTrace(context, partition, entries, span);
    await relay.add(lookRequests);
  });
}

function hasImpossibleTime({ segment }: StreamedEntry): boolean {
  return segment?.startUs !== undefined && possibleStartUs(segment) === undefined;
}

/** Parses entries; those that can't be parsed become dead letters, but for those that a later release understands. */
async function parsed(
  context: PartitionContext,
  batch: readonly RawEntry[],
): Promise<{ raw: RawEntry; entry: StreamedEntry }[]> {
  const entries: { raw: RawEntry; entry: StreamedEntry }[] = [];
  for (const raw of batch) {
    const newerFormat = newerFormatOf(raw);
    if (newerFormat !== undefined) {
      await context.left.leave(context.partition, newerFormat, [raw[0]]);
      continue;
    }
    const result = parseEntry(raw);
    if (result.ok) entries.push({ raw, entry: result.entry });
    else await bury(context, raw, result.reason);
  }
  return entries;
}

async function bury(
  { partition, deadLetters, metrics, log }: PartitionContext,
  raw: RawEntry,
  reason: string,
): Promise<void> {
  const dropped = await deadLetters.bury(partition, raw, reason);
  metrics.dead.inc();
  metrics.deadDropped.inc(dropped);
  log.error({ partition, entryId: raw[0], reason }, 'entry became a dead letter');
  if (dropped > 0) log.error({ partition, dropped }, 'there are too many dead letters, the oldest are dropped');
}

/** Fires deadlines in a partition of its own; less often while nothing happens in it. */
async function fireOwn(context: PartitionContext, hand: Hand): Promise<void> {
  const { affinity, partition } = context;
  if (!affinity.isOwner(partition) || (hand.isQuiet && performance.now() < hand.fireAtMs)) return;
  const { handled } = hand;
  hand.isQuiet = false; // if that fails
  const isQuiet = await fireDeadlines(context);
  hand.isQuiet = isQuiet && hand.handled === handled;
  hand.fireAtMs = performance.now() + QUIET_EVERY_MS;
}

/** Returns whether the partition is quiet. */
async function fireDeadlines(context: PartitionContext): Promise<boolean> {
  const { partition, deadlines, relay, endings, nearMisses, background, metrics, log } = context;
  for (;;) {
    const fired = await deadlines.fire(partition);
    if (fired.processedUs !== undefined) metrics.watermark.set({ partition }, fired.processedUs / 1_000_000);
    for (const gap of fired.gaps) noteGap(context, gap);
    for (const { interactionId } of fired.lookRequests) {
      // before publishers look: they have to know what is unclear
      await nearMisses
        .keep(partition, interactionId)
        .catch((err: unknown) => log.error({ err, interactionId }, 'a search for near misses failed'));
    }
    await relay.add(fired.lookRequests);
    for (const interactionId of fired.endings) {
      background.add(async () => {
        if (await endings.end(partition, interactionId)) metrics.ended.inc();
      });
    }
    if (!fired.more) return fired.isQuiet;
  }
}

function noteGap({ partition, metrics, logGap }: PartitionContext, { fromMs, toMs }: Gap): void {
  metrics.gaps.inc({ partition });
  metrics.gapSeconds.inc({ partition }, Math.max(0, toMs - fromMs) / 1000);
  logGap(fromMs, toMs);
}

async function relayOverdue({ partition, relay, metrics }: PartitionContext): Promise<void> {
  for (let taken = 1; taken > 0;) {
    taken = await relay.addOverdue(partition);
    metrics.handedOverAgain.inc(taken);
  }
}
