import {
  closestNearMisses,
  findNearMisses,
  type HeardNearMiss,
  judge,
  listenedFor,
  type CompiledPack,
  type Judgement,
  type Known,
} from '@cueline/rules';
import {
  defineScript,
  InteractionHash,
  type InteractionId,
  type Keys,
  type Partition,
  readFields,
  type RedisClient,
} from '@cueline/shared';
import { z } from 'zod';
import { parseKnown } from './interactions.js';
import { formatNearMisses, parseNearMisses } from './near-misses-field.js';
import { readScript } from '../scripts.js';

/** Most kept per interaction; the least close are dropped first. */
const MAX_NEAR_MISSES = 8;

const Stored = InteractionHash.pick({ pack: true, state: true, tail: true, nearMisses: true });

/**
 * Finds what agents nearly said, so that analysts can refine rules. Searches recent speech when something becomes due
 * without having been said, and not with each segment: a search takes many times as long as matching.
 */
export function createNearMisses({ redis, keys, packFor, onCut }: NearMissesContext) {
  const keep = defineScript(redis, readScript('interaction/keep-near-misses'), z.int());
  return {
    /** Stores the near misses closest to what an interaction owes now. */
    async keep(partition: Partition, interactionId: InteractionId): Promise<void> {
      const key = keys.interaction(partition, interactionId);
      const stored = await readFields(redis, key, Stored);
      if (stored === undefined) return; // it has ended
      const { pack, state, tail, nearMisses: field } = stored;
      const known = parseKnown(state, tail);
      const compiled = await packFor(pack);
      const judgement = judge(compiled.pack, known.state, Infinity);
      const found = findOwed(compiled, known, { judgement, verdicts: ['due'], field, onCut });
      if (found.length > 0) await keep([key], [field ?? '', formatNearMisses(found)]);
    },
  };
}
export type NearMisses = ReturnType<typeof createNearMisses>;

interface NearMissesContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly packFor: (digest: string) => Promise<CompiledPack>;
  readonly onCut: OnCut;
}

/** Called when an interaction has more near misses than are kept. */
export type OnCut = () => void;

interface OwedContext {
  readonly judgement: Judgement;
  readonly verdicts: readonly string[];
  /** The near misses kept before, as stored in Redis. */
  readonly field: Buffer | undefined;
  readonly onCut: OnCut;
}

/**
 * Finds the near misses closest to disclosures with one of these verdicts, in recent speech and among those kept
 * before.
 */
export function findOwed(
  { pack, engine }: CompiledPack,
  { state, tail }: Known,
  { judgement, verdicts, field, onCut }: OwedContext,
): HeardNearMiss[] {
  const said = new Set(state.matches.map(({ key }) => key));
  const owed = new Set(
    listenedFor(pack)
      .filter(
        ({ kind, id, key }) =>
          kind === 'disclosure' && !said.has(key) && verdicts.includes(judgement.disclosures[id]?.kind ?? ''),
      )
      .map(({ key }) => key),
  );
  if (owed.size === 0) return [];
  const kept = field === undefined ? [] : parseNearMisses(field);
  const found = findNearMisses(engine, tail.segments, (key) => owed.has(key));
  const closest = closestNearMisses([...kept.filter(({ key }) => owed.has(key)), ...found]);
  if (closest.length > MAX_NEAR_MISSES) onCut();
  return closest.slice(0, MAX_NEAR_MISSES);
}
