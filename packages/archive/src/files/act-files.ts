import { streamFields } from '@cueline/shared';
import type { AuditSource } from '../store/archive-audit.js';
import { withoutForgotten } from '../store/without-forgotten.js';
import { createGroupReader, type GroupReaderContext, type RawEntry, withGroup } from '../stream/group-reader.js';
import { GROUPS } from '../stream/sink.js';
import type { FilesSink } from './files-sink.js';

export interface ActFilesContext extends AuditSource, Pick<GroupReaderContext, 'consumer' | 'claimIdleMs'> {
  readonly files: Pick<FilesSink, 'writeActs'>;
}

/**
 * Brings what consoles have done to files: a line for each act, and one for its result, which names the act (`of`). A line may be
 * there twice, after a crash: `prefix` and `entry` tell.
 */
export function createActFiles({ redis, keys, prefix, consumer, claimIdleMs, files }: ActFilesContext) {
  const reader = createGroupReader({ redis, stream: keys.audit, group: GROUPS.files, consumer, claimIdleMs });
  const take = async (): Promise<RawEntry[]> => {
    const pending = await reader.readPending();
    return pending.length > 0 ? pending : reader.readNew();
  };
  return {
    /** Writes all that is new. */
    step: () =>
      withGroup(reader, async () => {
        for (let entries = await take(); entries.length > 0; entries = await take()) {
          const erased = await redis.hgetall(keys.erasures);
          const lines = entries.flatMap(([entry, pairs]) => {
            if (pairs === null) return []; // the stream was trimmed
            return { entry, ...withoutForgotten(streamFields(pairs), prefix, erased) };
          });
          await files.writeActs(lines);
          await reader.acknowledge(entries.map(([entry]) => entry));
        }
      }),
    /** Takes over what archivers that are gone have left. */
    claim: () =>
      withGroup(reader, async () => {
        await reader.claim();
        await reader.removeDeadConsumers();
      }),
  };
}
