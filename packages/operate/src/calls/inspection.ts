import {
  judge,
  judgementInMs,
  mask,
  maskSpeech,
  nearMissInMs,
  type Pack,
  type StateInMs,
  stateInMs,
  type Tail,
  tailSegmentInMs,
} from '@cueline/rules';
import { parseKnown, parseNearMisses } from '@cueline/matcher';
import {
  InteractionHash,
  type InteractionId,
  type Keys,
  type OutcomeEntry,
  parseDesktop,
  parseEvents,
  parseLooks,
  type Partition,
  partitionOf,
  readWithPieces,
  type RedisClient,
  type StoredDesktop,
  type StoredEvent,
  type StoredJudgement,
  type StoredNearMiss,
  toMs,
  toUs,
  type WithPieces,
} from '@cueline/shared';
import type { z } from 'zod';
import { readOutcomes } from './outcomes.js';
import { keysOf, type PipelineContext } from '../pipeline-context.js';
import { readPack } from '../read-pack.js';
import { type RuleReason, ruleReasons } from './rule-reason.js';
import { UnreadableCallError } from './unreadable-call-error.js';

/** The shown fields of an interaction's hash. An interaction that an end frame ended is a stub without most of them. */
const Stored = InteractionHash.pick({
  pack: true,
  state: true,
  heard: true,
  tail: true,
  looks: true,
  endAt: true,
  remindAt: true,
  desktop: true,
  posting: true,
  nearMisses: true,
  events: true,
});

/** All that Redis knows of an interaction before it is over for good. Times are in ms of Redis' clock. */
export interface LiveInspection {
  readonly pack: string;
  readonly state: StateInMs;
  readonly judgement: StoredJudgement;
  readonly desktop: StoredDesktop;
  /** What came closest to what was owed. */
  readonly nearMisses: readonly StoredNearMiss[];
  /** Why each rule was met and cued, or not. */
  readonly reasons: readonly RuleReason[];
  /** The request to CXone that is under way, or whose outcome is not known. */
  readonly note: unknown;
  /** Recent speech, masked. */
  readonly tail: readonly ReturnType<typeof tailSegmentInMs>[];
  readonly deadlines: {
    readonly looksAtMs: readonly number[];
    readonly remindAtMs?: number;
    readonly endAtMs: number;
  };
  readonly waitsForLook: boolean;
  /** What was done about it, and by which process: the last 64. */
  readonly events: readonly StoredEvent[];
}

/** One interaction as Redis knows it. Times are in ms of Redis' clock. */
export interface Inspection {
  readonly interactionId: string;
  readonly partition: Partition;
  readonly atMs: number;
  readonly live: LiveInspection | undefined;
  /** The outcomes written so far, the latest first. */
  readonly outcomes: readonly (OutcomeEntry & { readonly reasons: readonly RuleReason[] })[];
}

/**
 * Reads everything that Redis holds of one interaction; undefined if that is nothing.
 *
 * @throws UnreadableCallError if it cannot be understood
 */
export async function inspect(interactionId: InteractionId, context: PipelineContext): Promise<Inspection | undefined> {
  const { redis, partitions } = context;
  const keys = keysOf(context);
  const partition = partitionOf(interactionId, partitions);
  const [live, outcomes, [seconds]] = await Promise.all([
    readLive(redis, keys, partition, interactionId),
    readOutcomes(redis, keys, partition, interactionId),
    redis.time(),
  ]);
  if (live === undefined && outcomes.length === 0) return undefined;
  const explained = outcomes.map(async (entry) => {
    const pack = await readPack(redis, keys, entry.outcome.pack).catch(() => undefined); // unused ones leave after a day
    const { firstHeardAtMs: startedAtMs, nearMisses, desktop } = entry.outcome;
    return { ...entry, reasons: ruleReasons({ pack, judgement: entry.outcome, startedAtMs, nearMisses, desktop }) };
  });
  return { interactionId, partition, atMs: Number(seconds) * 1000, live, outcomes: await Promise.all(explained) };
}

async function readLive(
  redis: RedisClient,
  keys: Keys,
  partition: Partition,
  interactionId: InteractionId,
): Promise<LiveInspection | undefined> {
  const [stored, watermark, inOutbox] = await Promise.all([
    readWithPieces(redis, keys.interaction(partition, interactionId), Stored),
    redis.hget(keys.listening(partition), 'watermark'),
    redis.zscore(keys.outbox(partition), interactionId),
  ]);
  if (stored === undefined) return undefined;
  try {
    const pack = await readPack(redis, keys, stored.pack);
    return liveOf(stored, { pack, watermarkUs: toUs(Number(watermark ?? 0)), waitsForLook: inOutbox !== null });
  } catch (cause) {
    const message = `what is known of ${interactionId} cannot be read: it was damaged, or another version wrote it`;
    throw new UnreadableCallError(message, { cause });
  }
}

/** @throws Error when a part of it has another shape */
function liveOf(
  stored: z.infer<typeof Stored> & WithPieces,
  { pack, watermarkUs, waitsForLook }: { pack: Pack; watermarkUs: number; waitsForLook: boolean },
): LiveInspection {
  const known = parseKnown(stored);
  const state = maskAttributes(stateInMs(known.state));
  const judgement = judgementInMs(judge(pack, known.state, watermarkUs));
  const desktop = parseDesktop(stored.desktop);
  const nearMisses = stored.nearMisses === undefined ? [] : parseNearMisses(stored.nearMisses).map(nearMissInMs);
  const { firstHeardAtMs: startedAtMs, matches } = state;
  return {
    pack: stored.pack,
    state,
    judgement,
    desktop,
    nearMisses,
    reasons: ruleReasons({ pack, judgement, startedAtMs, matches, nearMisses, desktop, waitsForLook }),
    note: stored.posting === undefined ? undefined : JSON.parse(stored.posting),
    tail: maskTail(known.tail.segments).map(tailSegmentInMs),
    deadlines: {
      looksAtMs: parseLooks(stored.looks).map(([atUs]) => toMs(atUs)),
      ...(stored.remindAt === undefined ? {} : { remindAtMs: stored.remindAt }),
      endAtMs: stored.endAt,
    },
    waitsForLook,
    events: parseEvents(stored.events ?? ''),
  };
}

/** Frames may bring a card number in an attribute, too. */
const maskAttributes = (state: StateInMs): StateInMs => ({
  ...state,
  attributes: Object.fromEntries(
    Object.entries(state.attributes).map(([name, changes]) => [
      name,
      changes.map(([atMs, value]) => [atMs, mask(value)]),
    ]),
  ),
});

/** Speaker by speaker, since a number may be read over several segments. */
function maskTail(segments: Tail['segments']): Tail['segments'] {
  const texts = new Map(
    Array.from(new Set(segments.map(({ speaker }) => speaker)), (speaker) => {
      const speech = segments.filter((segment) => segment.speaker === speaker);
      return [speaker, maskSpeech(speech.map(({ text }) => text)).values()] as const;
    }),
  );
  return segments.map((segment) => ({ ...segment, text: texts.get(segment.speaker)?.next().value ?? '' }));
}
