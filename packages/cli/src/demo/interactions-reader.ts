import { judge, judgementInMs, parseState, type Pack } from '@cueline/rules';
import {
  InteractionId,
  parseOutcomeEntry,
  partitionOf,
  type Keys,
  type RedisClient,
  type StoredJudgement,
  toUs,
} from '@cueline/shared';

export interface InteractionsReaderContext {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly partitions: number;
  /** The pack that the pipeline runs with. */
  readonly pack: Pack;
}

/** Follows what the pipeline knows of interactions, the way any process would see it: in Redis. */
export function createInteractionsReader({ redis, keys, partitions, pack }: InteractionsReaderContext) {
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const outcomes = new Map<string, StoredJudgement>();
  /** Per partition, the last outcome read. */
  const readUpTo = numbers.map(() => '-');
  /** What was known last. An interaction may go, and its outcome come, between two reads. */
  const known = new Map<string, StoredJudgement>();

  async function readOutcomes(partition: number): Promise<void> {
    const entries = await redis.xrange(keys.outcomes(partition), readUpTo[partition] ?? '-', '+');
    for (const [entryId, fields] of entries) {
      const entry = parseOutcomeEntry(fields);
      if (entry !== undefined) outcomes.set(entry.interactionId, entry.outcome);
      readUpTo[partition] = `(${entryId}`;
    }
  }

  async function readLive(id: string): Promise<StoredJudgement | undefined> {
    const interactionId = InteractionId.parse(id);
    const partition = partitionOf(interactionId, partitions);
    const [state, watermark] = await Promise.all([
      redis.hget(keys.interaction(partition, interactionId), 'state'),
      redis.hget(keys.listening(partition), 'watermark'),
    ]);
    if (state === null) return undefined;
    return judgementInMs(judge(pack, parseState(state), toUs(Number(watermark ?? 0))));
  }

  return {
    /** The current verdicts of each interaction that Redis knows; unknown ones are left out. */
    async read(ids: readonly string[]): Promise<ReadonlyMap<string, StoredJudgement>> {
      await Promise.all(numbers.map(readOutcomes));
      await Promise.all(
        ids.map(async (id) => {
          const interaction = outcomes.get(id) ?? (await readLive(id));
          if (interaction !== undefined) known.set(id, interaction);
        }),
      );
      return known;
    },
    /** How many of these have an outcome. */
    countEnded: (ids: readonly string[]) => ids.filter((id) => outcomes.has(id)).length,
    /** How many segments wait to be processed. */
    async backlog(): Promise<number> {
      const lengths = await Promise.all(numbers.map((partition) => redis.xlen(keys.segments(partition))));
      return lengths.reduce((sum, length) => sum + length, 0);
    },
  };
}
export type InteractionsReader = ReturnType<typeof createInteractionsReader>;
