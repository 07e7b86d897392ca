import type { ArchivedEntry } from '../stream/outcome-entry.js';
import { GROUPS, type Sink } from '../stream/sink.js';
import type { Store } from './open-store.js';
import { writeOutcomes } from './write-outcomes.js';

export interface StoreSinkContext {
  readonly store: Store;
  readonly prefix: string;
  /** The JSON of a rule pack in Redis; null if it is gone: unused ones leave after a day. */
  readonly readPack: (digest: string) => Promise<string | null>;
  /** In ms since the Unix epoch. */
  readonly now: () => number;
}

/** Keeps outcomes in the database, and the rules that they were judged by. */
export function createStoreSink({ store, prefix, readPack, now }: StoreSinkContext): Sink {
  const knownPacks = new Set<string>();
  const keepPacks = async (entries: readonly ArchivedEntry[]): Promise<void> => {
    for (const digest of new Set(entries.map(({ outcome }) => outcome.pack))) {
      if (knownPacks.has(digest)) continue;
      const pack = await readPack(digest);
      if (pack !== null) {
        await store.db
          .insertInto('packs')
          .values({ digest, pack, first_used_at_ms: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      knownPacks.add(digest);
    }
  };
  return {
    name: 'database',
    group: GROUPS.database,
    async write(outcomes) {
      const entries = outcomes.map(({ entry }) => entry);
      const written = await writeOutcomes(store.db, entries, { prefix, nowMs: now() });
      await keepPacks(entries);
      return written;
    },
    reasonAgainst: (error) => store.reasonAgainst(error),
  };
}
