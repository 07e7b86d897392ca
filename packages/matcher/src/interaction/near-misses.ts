import { findOwedNearMisses, findUnclear, type HeardNearMiss, judge, type CompiledPack } from '@cueline/rules';
import {
  defineScript,
  InteractionHash,
  type InteractionId,
  type Keys,
  type Partition,
  readWithPieces,
  type RedisClient,
} from '@cueline/shared';
import { z } from 'zod';
import { parseKnown } from './known-fields.js';
import { formatNearMisses, parseNearMisses } from './near-misses-field.js';
import { readScript } from '../scripts.js';

/** Most kept per interaction; the least close are dropped first. */
const MAX_NEAR_MISSES = 8;

const Stored = InteractionHash.pick({
  v: true,
  pack: true,
  state: true,
  heard: true,
  tail: true,
  nearMisses: true,
  reuse: true,
});

/**
 * Finds what agents nearly said: it decides what is unclear, and helps analysts refine rules. Searches the tail when
 * something becomes due without having been said, and not with each segment: a search takes many times as long as matching.
 */
export function createNearMisses({ redis, keys, packFor, onCut }: NearMissesContext) {
  const keep = defineScript(redis, readScript('interaction/keep-near-misses'), z.int());
  return {
    /** Stores the near misses closest to what an interaction owes now, and what is unclear for their sake. */
    async keep(partition: Partition, interactionId: InteractionId): Promise<void> {
      const key = keys.interaction(partition, interactionId);
      const stored = await readWithPieces(redis, key, Stored);
      if (stored === undefined) return; // it has ended
      const { pack, nearMisses: field, reuse } = stored;
      const known = parseKnown(stored);
      const compiled = await packFor(pack);
      const judgement = judge(compiled.pack, known.state, Infinity);
      const kept = field === undefined ? [] : parseNearMisses(field);
      const found = findOwedNearMisses(compiled, known, { judgement, verdicts: ['due'], kept });
      if (found.length === 0) return;
      const unclear = findUnclear(compiled.pack, known.state, found);
      await keep(
        [key],
        [field ?? '', formatNearMisses(cut(found, onCut)), JSON.stringify(unclear), reuse, interactionId],
      );
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

/** The closest near misses, as many as are kept. */
export function cut(found: readonly HeardNearMiss[], onCut: OnCut): HeardNearMiss[] {
  if (found.length > MAX_NEAR_MISSES) onCut();
  return found.slice(0, MAX_NEAR_MISSES);
}
