import { type Pack, parseState, Unclear } from '@cueline/rules';
import {
  defineScript,
  type Gap,
  InteractionHash,
  InteractionId,
  type Keys,
  nameFields,
  parseDesktop,
  parseGaps,
  type Partition,
  partitionOf,
  type RedisClient,
} from '@cueline/shared';
import { z } from 'zod';
import type { StoredCall } from '../calls/live-call.js';
import { readPack } from '../read-pack.js';
import { readScript } from '../scripts.js';
import type { Read } from './redis-reads.js';

/** How long whoever has gone counts as watching. */
const WATCHED_S = 30;
const RENEW_MS = 10_000;
/** Changes older than this were read by all who watch: who was away for longer begins anew. */
const KEPT_MS = WATCHED_S * 1000;
/** Calls read in one round trip: some 3 ms of Redis. */
const PAGE = 200;
/** How long the first reading rests after each page: 2 % of Redis' time. */
const REST_MS = 100;

const Stored = InteractionHash.pick({
  v: true,
  pack: true,
  rev: true,
  state: true,
  heard: true,
  closed: true,
  desktop: true,
  unclear: true,
});
const FIELDS = Object.keys(Stored.shape);
const Values = z.array(z.instanceof(Buffer).nullable());
/** Entries of the stream of changes: ids of interactions, each with an empty value. */
const Changes = z.array(z.tuple([z.string(), z.array(z.string())]));
const Ids = z.array(z.string());
const Listening = z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable()]);

/** What is stored of a call, and which rules are unclear. */
export interface ReadCall extends StoredCall {
  readonly unclear: ReadonlySet<string>;
}

/** A call as whoever follows it knows it. */
export interface FollowedCall<K> {
  readonly partition: Partition;
  /** Another whenever the call was changed. */
  readonly rev: string;
  /** The same object until the call or what time makes of it changes. */
  readonly known: K;
}

/** What whoever follows a call makes of it; nothing else of it is kept. */
export interface Known {
  /** From what it is judged again; undefined if time changes nothing of it. */
  readonly read?: ReadCall | undefined;
  /** When something turns due, though nothing changes (ms). */
  readonly turnsAtMs: number;
}

export interface LiveCallsContext<K> {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly partitions: number;
  readonly read: Read;
  /** What is made of a call, judged at the watermark and never at the clock: so nobody who looks differs from the pipeline. */
  readonly know: (call: ReadCall, watermarkMs: number, gaps: readonly Gap[]) => K;
}

/** Up to where changes of a partition have been read. */
interface Cursor {
  /** The last entry of the stream; before the first, the moment at which watching began (ms). */
  readonly after: string;
  /** What processes of 0.1.0 have noted: up to when (ms). */
  readonly changedMs: number;
}

/** One pass over what has changed. */
export interface Tick {
  /** Redis' clock. */
  readonly atMs: number;
  /** The earliest of the partitions' watermarks; undefined before anything was heard. */
  readonly watermarkMs: number | undefined;
  /** The same for what came until then: later by the platform's delay. */
  readonly processedMs: number | undefined;
}

/**
 * All live calls, read once for all viewers: first the most urgent, then whatever has changed. Which calls have changed is written
 * down only while `watch` is called again and again.
 */
export function createLiveCalls<K extends Known>({ redis, keys, partitions, read, know }: LiveCallsContext<K>) {
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const watch = defineScript(redis, readScript('following/watch-changes'), z.literal([0, 1]));
  const calls = new Map<string, FollowedCall<K>>();
  const packs = new Map<string, Promise<Pack>>();
  /** Of each partition; a gap is new until calls were judged with it. */
  const listening = numbers.map(() => ({
    watermarkMs: -Infinity,
    delayMs: 0,
    gaps: [] as readonly Gap[],
    hasNewGap: false,
  }));
  let cursors: Cursor[] | undefined;
  let renewedMs = -Infinity;
  let followedMs = -Infinity;
  /** Counts the beginnings: a first reading that was overtaken by another ends. */
  let generation = 0;
  let isComplete = false;
  let unread: { of: number; read: number } = { of: 0, read: 0 };

  function packOf(digest: string): Promise<Pack> {
    const pack = packs.get(digest) ?? readPack(redis, keys, digest);
    packs.set(digest, pack);
    pack.catch(() => packs.delete(digest)); // it may be there the next time
    return pack;
  }

  async function readCalls(partition: Partition, ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += PAGE) {
      const page = ids.slice(from, from + PAGE);
      const { replies } = await read((pipeline) => {
        for (const id of page) pipeline.hmgetBuffer(keys.interaction(partition, InteractionId.parse(id)), ...FIELDS);
      });
      await Promise.all(page.map((id, i) => keep(partition, id, Values.parse(replies[i]))));
    }
  }

  /** What has ended, or cannot be read, is not shown. */
  async function keep(partition: Partition, id: string, values: readonly (Buffer | null)[]): Promise<void> {
    const stored = Stored.safeParse(nameFields(FIELDS, values)).data;
    const call = stored === undefined || stored.closed !== undefined ? undefined : await parseCall(id, stored);
    if (stored === undefined || call === undefined || call.state.endedAtUs !== undefined) {
      calls.delete(id);
      return;
    }
    const { watermarkMs = 0, gaps = [] } = listening[partition] ?? {};
    calls.set(id, { partition, rev: stored.rev, known: know(call, watermarkMs, gaps) });
  }

  async function parseCall(id: string, stored: z.infer<typeof Stored>): Promise<ReadCall | undefined> {
    try {
      const unclear = stored.unclear === undefined ? {} : Unclear.parse(JSON.parse(stored.unclear));
      return {
        interactionId: id,
        pack: await packOf(stored.pack),
        state: parseState(stored.state, stored.heard),
        desktop: parseDesktop(stored.desktop),
        unclear: new Set(Object.keys(unclear)),
      };
    } catch {
      return undefined;
    }
  }

  const countCalls = () => Promise.all(numbers.map((partition) => redis.zcard(keys.deadlines(partition))));

  /**
   * Reads all calls, those of which something is due next first.
   *
   * @param counts how many there are, by partition
   */
  async function readFirst(mine: number, counts: readonly number[]): Promise<void> {
    for (let from = 0; numbers.some((partition) => from < (counts[partition] ?? 0)); from += PAGE) {
      for (const partition of numbers.filter((each) => from < (counts[each] ?? 0))) {
        if (generation !== mine) return;
        const ids = await redis.zrange(keys.deadlines(partition), `${from}`, `${from + PAGE - 1}`);
        await readCalls(
          partition,
          ids.filter((id) => !calls.has(id)),
        );
        unread.read += ids.length;
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    }
    unread = { of: 0, read: 0 };
    isComplete = true;
  }

  /** Goes on watching; false if it had ended meanwhile, whatever ended it. */
  async function renew(nowMs: number): Promise<boolean> {
    const readUntilMs = nowMs - KEPT_MS;
    const wereThere = await Promise.all(
      numbers.map(async (partition) => {
        await redis.set(keys.watched(partition), '1', 'EX', WATCHED_S);
        await redis.zremrangebyscore(keys.changed(partition), '-inf', readUntilMs);
        return watch([keys.changes(partition)], [WATCHED_S, `${readUntilMs}`]);
      }),
    );
    renewedMs = nowMs;
    return wereThere.every((wasThere) => wasThere === 1);
  }

  /** Judges calls again in which something has become due, and those of a partition with a new gap. */
  function passTime(): void {
    for (const [id, kept] of calls) {
      const { read: call, turnsAtMs } = kept.known;
      const heard = listening[kept.partition];
      if (call === undefined || heard === undefined || !(heard.hasNewGap || turnsAtMs < heard.watermarkMs)) continue;
      calls.set(id, { ...kept, known: know(call, heard.watermarkMs, heard.gaps) });
    }
    for (const heard of listening) heard.hasNewGap = false;
  }

  async function follow(partition: Partition, { after, changedMs }: Cursor): Promise<Cursor> {
    const { atMs, replies } = await read((pipeline) => {
      pipeline.hmget(keys.listening(partition), 'watermark', 'gaps', 'delay');
      pipeline.xrange(keys.changes(partition), `(${after}`, '+');
      pipeline.zrange(keys.changed(partition), changedMs, '+inf', 'BYSCORE');
    });
    const [watermark, gapsText, delay] = Listening.parse(replies[0]);
    const before = listening[partition];
    const watermarkMs = Number(watermark ?? Number.NaN);
    if (before !== undefined && !Number.isNaN(watermarkMs)) {
      const gaps = parseGaps(gapsText ?? '');
      const hasNewGap = before.hasNewGap || gaps.at(-1)?.toMs !== before.gaps.at(-1)?.toMs;
      listening[partition] = { watermarkMs, delayMs: Number(delay ?? 0), gaps, hasNewGap };
    }
    const changes = Changes.parse(replies[1]);
    const changed = new Set([
      ...changes.flatMap(([, fields]) => fields.filter((id) => id !== '')),
      ...Ids.parse(replies[2]),
    ]);
    await readCalls(partition, [...changed]);
    // One ms of the zset is read twice: more may have been written in it.
    return { after: changes.at(-1)?.[0] ?? after, changedMs: Math.floor(atMs) };
  }

  function begin(): void {
    generation += 1;
    isComplete = false;
    cursors = undefined;
    renewedMs = -Infinity;
  }

  return {
    /** Starts all over: Redis failed over, or nobody watched for a while. */
    begin,
    /**
     * Reads what has changed since the call before.
     *
     * @param onError of the first reading
     */
    async follow(onError: (error: unknown) => void): Promise<Tick> {
      const [seconds, micros] = await redis.time();
      const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
      if (nowMs < followedMs || nowMs - followedMs > KEPT_MS) begin(); // its clock was set back, or changes were missed
      if (nowMs - renewedMs >= RENEW_MS && !(await renew(nowMs)) && cursors !== undefined) begin();
      const isFirst = cursors === undefined;
      if (isFirst) calls.clear();
      const start = { after: `${nowMs - 1}`, changedMs: nowMs };
      const from = cursors ?? numbers.map(() => start);
      const mine = generation;
      const next = await Promise.all(numbers.map((partition) => follow(partition, from[partition] ?? start)));
      if (generation === mine) cursors = next; // else all has begun anew meanwhile
      passTime();
      followedMs = nowMs;
      if (isFirst && generation === mine) {
        const counts = await countCalls();
        unread = { of: counts.reduce((sum, count) => sum + count, 0), read: 0 };
        readFirst(mine, counts).catch((error: unknown) => {
          if (generation === mine) begin();
          onError(error);
        });
      }
      const heard = listening.filter(({ watermarkMs }) => watermarkMs !== -Infinity);
      const earliest = (moments: readonly number[]) => (moments.length === 0 ? undefined : Math.min(...moments));
      return {
        atMs: nowMs,
        watermarkMs: earliest(heard.map(({ watermarkMs }) => watermarkMs)),
        processedMs: earliest(heard.map(({ watermarkMs, delayMs }) => watermarkMs + delayMs)),
      };
    },
    all: () => calls.values(),
    get: (id: string): FollowedCall<K> | undefined => calls.get(id),
    /** Reads one call at once, ahead of the first reading. */
    readNow: (id: string): Promise<void> => readCalls(partitionOf(InteractionId.parse(id), partitions), [id]),
    /** How many calls were read, and of how many. */
    progress: () => ({ calls: calls.size, of: Math.max(calls.size, unread.of) }),
    /** Whether every live call was read once since the last beginning. */
    isComplete: () => isComplete,
  };
}
