import { setTimeout as delay } from 'node:timers/promises';
import { parseState } from '@cueline/rules';
import {
  defineScript,
  formatEvents,
  InteractionHash,
  InteractionId,
  jsonField,
  type Keys,
  outletFields,
  parseDesktop,
  type Partition,
  readFields,
  type RedisClient,
  type StoredDesktop,
  type StoredEvent,
  streamFields,
} from '@cueline/shared';
import { z } from 'zod';
import { Note } from '../outlet/note.js';
import { readScript } from '../scripts.js';

/**
 * What became of it. `retried`: it is posted again if it is owed still. `not refused`: it was tried again before, or its rule was. The
 * letter stays if its call is `over`, if it is `no cue` that could be posted, or if the call was `busy` all the time.
 */
export type Retried = 'retried' | 'not refused' | 'gone' | 'over' | 'no cue' | 'busy';

const Letter = z.object({
  reason: z.literal('cue_rejected'),
  interactionId: z.string(),
  request: jsonField(Note),
  /** Absent if it was the first. */
  outlet: z.string().optional(),
});
const Stored = InteractionHash.pick({ state: true, closed: true, reuse: true });
/** A request takes a second or so. */
const MOST_TRIES = 20;
const REST_MS = 250;

/** Has cues that CXone rejected tried again. */
export function createRetryCue({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  const store = defineScript(redis, readScript('look/retry-cue'), z.literal([1, 0, -1]));

  return async function retryCue(partition: Partition, letterId: string, user: string): Promise<Retried> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const [entry] = await redis.xrange(keys.dead(partition), letterId, letterId);
      if (entry === undefined) return 'gone';
      const { data: letter } = Letter.safeParse(streamFields(entry[1]));
      if (letter === undefined || letter.request.kind === 'resolve') return 'no cue';
      const id = InteractionId.parse(letter.interactionId);
      const key = keys.interaction(partition, id);
      const stored = await readFields(redis, key, Stored);
      if (stored === undefined || stored.closed !== undefined || parseState(stored.state).endedAtUs !== undefined)
        return 'over';
      const own = outletFields(letter.outlet);
      const [desktopText, posting] = await redis.hmget(key, own.desktop, own.posting);
      if (typeof posting === 'string') {
        await delay(REST_MS);
        continue;
      }
      const { kind, items } = letter.request;
      const before = parseDesktop(desktopText ?? undefined);
      const desktop = withoutRefusal(before, kind, items);
      const isRefused = desktop.refused?.length !== before.refused?.length;
      const [seconds, micros] = await redis.time();
      const atMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
      const event: StoredEvent = { atMs, what: 'retried', items, detail: '', by: user };
      const done = await store(
        [key, keys.dead(partition), keys.outbox(partition)],
        [
          id,
          letterId,
          desktopText ?? '',
          JSON.stringify(desktop),
          stored.reuse,
          formatEvents([event]),
          own.desktop,
          own.posting,
        ],
      );
      if (done === -1) return 'gone';
      if (done === 1) return isRefused ? 'retried' : 'not refused';
    }
    return 'busy';
  };
}

/** A desktop on which nothing says that these items must not be tried. */
function withoutRefusal(desktop: StoredDesktop, kind: string, items: readonly string[]): StoredDesktop {
  const { refused, ...others } = desktop;
  const left = refused?.filter((cue) => cue.kind !== kind || !cue.items.some((item) => items.includes(item)));
  return left === undefined ? desktop : { ...others, refused: left };
}
