import { isNewer, type Log, type Partition, streamFields } from '@cueline/shared';
import type { ArchiveMetrics } from '../metrics.js';
import type { DeadLetters } from './dead-letters.js';
import { type RawEntry, withGroup } from './group-reader.js';
import { type OutcomesGroup, SPEECH } from './outcomes-group.js';
import { parseArchivedEntry } from './outcome-entry.js';
import type { ReadOutcome, Sink } from './sink.js';

export interface FollowerContext {
  readonly partition: Partition;
  readonly group: OutcomesGroup;
  readonly sink: Sink;
  readonly deadLetters: DeadLetters;
  readonly metrics: ArchiveMetrics;
  readonly log: Log;
  /** Whether this is the first time that something is said. */
  readonly isNews: (what: string) => boolean;
}

/**
 * Brings the outcomes of one partition to one sink. They stay pending until the sink has committed them, so a crash leaves
 * them for this archiver, or for another that claims them.
 */
export function createFollower(context: FollowerContext) {
  const { group } = context;
  /** Whether this consumer may have been given entries that it has not acknowledged. */
  let mayHold = true;
  const take = async (): Promise<RawEntry[]> => {
    if (mayHold) {
      const pending = await group.readPending();
      if (pending.length > 0) return pending;
      mayHold = false;
    }
    const entries = await group.readNew();
    mayHold = entries.length > 0; // until they are acknowledged
    return entries;
  };
  return {
    /**
     * Keeps one batch; returns whether there was one.
     *
     * @throws what the sink or Redis throws; the batch is then taken again
     */
    step: () =>
      withGroup(group, async () => {
        const entries = await take();
        if (entries.length === 0) return false;
        const left = await leaveNewer(context, entries);
        const ours = await group.addSpeech(entries.filter(([entryId]) => !left.has(entryId)));
        await keep(context, await readable(context, ours));
        const isSpoken = ([, fields]: RawEntry) => fields?.includes(SPEECH) === true;
        await group.acknowledge(ours.filter((entry) => !isSpoken(entry)).map(idOf));
        const spoken = ours.filter(isSpoken).map(idOf);
        if (spoken.length > 0) await group.acknowledgeSpeech(spoken);
        return true;
      }),
    /** Takes over what other archivers have held too long. */
    claim: () =>
      withGroup(group, async () => {
        if (await group.claim()) mayHold = true;
      }),
  };
}
const idOf = ([entryId]: RawEntry) => entryId;

export type Follower = ReturnType<typeof createFollower>;

/** Leaves entries that only a later release understands to archivers of it. */
async function leaveNewer({ group, log, isNews }: FollowerContext, entries: readonly RawEntry[]): Promise<Set<string>> {
  const left = new Set<string>();
  for (const [entryId, fields] of entries) {
    const { v } = streamFields(fields ?? []);
    if (!isNewer(v)) continue;
    left.add(entryId);
    await group.leave(Number(v), [entryId]);
    if (isNews(String(v))) log.warn({ format: Number(v) }, 'outcomes of a newer format are left to a later release');
  }
  return left;
}

/** Parses entries; what cannot be read becomes a dead letter, and what was erased meanwhile is left out. */
async function readable(context: FollowerContext, entries: readonly RawEntry[]): Promise<Readable[]> {
  const outcomes: Readable[] = [];
  for (const raw of entries) {
    const [entryId, fields] = raw;
    if (fields === null) continue;
    const entry = parseArchivedEntry(fields);
    if (entry === undefined) await bury(context, raw, 'it is no outcome that this archiver understands');
    else outcomes.push({ raw, outcome: { entryId, entry } });
  }
  return outcomes;
}

interface Readable {
  readonly raw: RawEntry;
  readonly outcome: ReadOutcome;
}

/** One outcome that cannot be kept must not hold up the rest: each is then tried by itself. */
async function keep(context: FollowerContext, outcomes: readonly Readable[]): Promise<void> {
  if (outcomes.length === 0) return;
  const { sink, metrics } = context;
  try {
    const written = await sink.write(outcomes.map(({ outcome }) => outcome));
    metrics.rows.inc({ sink: sink.name, result: 'written' }, written);
    metrics.rows.inc({ sink: sink.name, result: 'repeated' }, outcomes.length - written);
  } catch (error) {
    const reason = sink.reasonAgainst(error);
    if (reason === undefined) throw error;
    const [only, ...others] = outcomes;
    if (only === undefined) return;
    if (others.length === 0) await bury(context, only.raw, reason);
    else for (const each of outcomes) await keep(context, [each]);
  }
}

async function bury(
  { partition, sink, deadLetters, metrics, log }: FollowerContext,
  raw: RawEntry,
  reason: string,
): Promise<void> {
  const dropped = await deadLetters.bury(partition, sink.group, raw, reason);
  if (dropped === undefined) return;
  metrics.rows.inc({ sink: sink.name, result: 'dead' });
  metrics.deadDropped.inc(dropped);
  log.error({ partition, entryId: raw[0], sink: sink.name, reason }, 'an outcome cannot be archived');
  if (dropped > 0) log.error({ partition, dropped }, 'there are too many dead letters, the oldest are dropped');
}
