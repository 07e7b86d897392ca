import {
  Desktop,
  EMPTY_DESKTOP,
  judge,
  mask,
  type CompiledPack,
  type Ending,
  type InteractionState,
  type Known,
} from '@cueline/rules';
import { defineScript, type InteractionId, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { freshRevision, parseKnown } from './interactions.js';
import { findOwed, type OnCut } from './near-misses.js';
import { PackedField, TextField } from './packed-field.js';
import { readScript } from '../scripts.js';

/** How long the stub stays by which late speech is told from that of an interaction with the same id: an hour. */
const STUB_SECONDS = 3600;

const Stored = z.object({
  rev: TextField,
  endAt: TextField,
  state: TextField,
  pack: TextField,
  closed: TextField.optional(),
  desktop: TextField.optional(),
  tail: PackedField.optional(),
  nearMisses: PackedField.optional(),
  reuse: TextField.pipe(z.coerce.number()).default(0),
});

/** Ends interactions and writes their outcomes. */
export function createEndings({
  redis,
  keys,
  packFor,
  onCut,
  idleTimeoutMs,
  resumeMs,
  outcomeRetentionMs,
}: EndingsContext) {
  const endInteraction = defineScript(
    redis,
    { ...readScript('interaction/end-interaction'), makesRoom: true },
    z.union([z.literal(0), z.literal(1)]),
  );
  return {
    /**
     * Ends an interaction that is due to end: for good after an end frame, provisionally after silence. Forgets one
     * that has not resumed.
     *
     * @returns whether it did; false if it is not due: it is gone, was heard again, has ended since this was requested, or
     *   another has its id by now
     */
    async end(partition: Partition, interactionId: InteractionId): Promise<boolean> {
      const key = keys.interaction(partition, interactionId);
      const [fields, [watermark, gaps]] = await Promise.all([
        redis.hgetallBuffer(key),
        redis.hmget(keys.listening(partition), 'watermark', 'gaps'),
      ]);
      const stored = Stored.safeParse(fields);
      if (!stored.success) return false;
      const { rev, endAt, closed } = stored.data;
      if (Number(endAt) >= Number(watermark)) return false;
      const known = parseKnown(stored.data.state, stored.data.tail);
      const { state } = known;
      const mode = state.endedAtMs !== undefined ? 'frame' : closed === 'silence' ? 'forget' : 'silence';
      // An interaction that ended by silence may have gone on unheard until then.
      const livedUntilMs = state.endedAtMs ?? state.lastHeardAtMs + idleTimeoutMs;
      const ending = endingOf(state, livedUntilMs, gaps ?? '');
      const compiled = await packFor(stored.data.pack);
      const outcome = { interactionId, endedBy: mode, ...outcomeOf(stored.data, known, { compiled, ending, onCut }) };
      const [seconds] = await redis.time();
      const resumeUntilMs = state.lastHeardAtMs + idleTimeoutMs + resumeMs;
      const done = await endInteraction(
        [key, keys.deadlines(partition), keys.outbox(partition), keys.outcomes(partition)],
        [
          interactionId,
          rev,
          endAt,
          mode,
          JSON.stringify(outcome),
          Number(seconds) * 1000 - outcomeRetentionMs,
          STUB_SECONDS,
          `${resumeUntilMs}`,
          freshRevision(),
          `${state.endedAtMs ?? ''}`,
        ],
      );
      return done === 1;
    },
  };
}
export type Endings = ReturnType<typeof createEndings>;

interface EndingsContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly packFor: (digest: string) => Promise<CompiledPack>;
  readonly onCut: OnCut;
  readonly idleTimeoutMs: number;
  readonly resumeMs: number;
  readonly outcomeRetentionMs: number;
}

/** What is written of an interaction that has ended. */
function outcomeOf(
  { pack, desktop, nearMisses, reuse }: z.infer<typeof Stored>,
  known: Known,
  { compiled, ending, onCut }: { compiled: CompiledPack; ending: Ending; onCut: OnCut },
) {
  const { state } = known;
  const judgement = judge(compiled.pack, state, Infinity, ending);
  return {
    /** How many interactions had this id before, each ended by a frame within an hour before the next began. */
    ...(reuse === 0 ? {} : { reuse }),
    firstHeardAtMs: state.firstHeardAtMs,
    lastHeardAtMs: state.lastHeardAtMs,
    endedAtMs: state.endedAtMs ?? state.lastHeardAtMs,
    pack,
    attributes: Object.fromEntries(
      Object.entries(state.attributes).map(([name, changes]) => [name, mask(changes.at(-1)?.[1] ?? '')]),
    ),
    ...judgement,
    nearMisses: findOwed(compiled, known, {
      judgement,
      verdicts: ['missed', 'undecided'],
      field: nearMisses ?? null,
      onCut,
    }),
    desktop: desktop === undefined ? EMPTY_DESKTOP : Desktop.parse(JSON.parse(desktop)),
  };
}

/**
 * Whether all of an interaction was heard. An end frame without any speech shows that there was speech nobody heard.
 */
function endingOf(state: InteractionState, livedUntilMs: number, gaps: string): Ending {
  const nothingHeard = state.firstHeardAtMs === state.endedAtMs && state.lastHeardAtMs === state.endedAtMs;
  const inGap = gaps
    .split(' ')
    .filter((gap) => gap !== '')
    .some((gap) => {
      const [fromMs, toMs] = gap.split('-').map(Number);
      return (fromMs ?? Infinity) < livedUntilMs && (toMs ?? 0) > state.firstHeardAtMs;
    });
  return nothingHeard || inGap ? 'unheard' : 'heard';
}
