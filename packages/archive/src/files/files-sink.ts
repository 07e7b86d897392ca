import { GROUPS, type ReadOutcome, type Sink } from '../stream/sink.js';
import { COMPLETE_AFTER_MS, createLineWriter, type LineWriterContext } from './line-writer.js';
import { completeAbandoned } from './outcome-files.js';

/** A file of an archiver that is gone has not been written to for so long. */
const ABANDONED_MS = 2 * COMPLETE_AFTER_MS;
/** Behind an act, so that a digest may take the place of a call's id while the file is written to: see `edit-files.ts`. */
const ROOM_FOR_DIGEST = ' '.repeat(64);

export interface FilesSinkContext extends Omit<LineWriterContext, 'kind'> {
  readonly prefix: string;
}

/**
 * Appends outcomes to NDJSON files, a line each; what was said, if it is kept, goes to files of its own, which are not kept as
 * long, and so do acts of consoles. An outcome may be there twice, after a crash: `prefix`, `interactionId`, `revision` and `outcome.firstHeardAtMs` tell.
 */
export function createFilesSink({ prefix, ...context }: FilesSinkContext) {
  const outcomes = createLineWriter({ ...context, kind: 'outcomes' });
  const speech = createLineWriter({ ...context, kind: 'speech' });
  const acts = createLineWriter({ ...context, kind: 'audit' });
  const writers = [outcomes, speech, acts];
  return {
    name: 'files',
    group: GROUPS.files,
    async write(read: readonly ReadOutcome[]): Promise<number> {
      const entries = read.map(({ entry: { speech: said, ...entry } }) => ({
        said,
        entry: { v: 1, prefix, ...entry },
      }));
      const spoken = entries.flatMap(({ said, entry: { outcome, ...rest } }) => {
        if (said === undefined) return [];
        const { firstHeardAtMs, endedAtMs, endedBy, pack, attributes } = outcome;
        return { ...rest, outcome: { firstHeardAtMs, endedAtMs, endedBy, pack, attributes }, speech: said };
      });
      if (spoken.length > 0) await speech.append(asLines(spoken));
      await outcomes.append(asLines(entries.map(({ entry }) => entry)));
      return read.length;
    },
    reasonAgainst: () => undefined,
    /** Appends what consoles have done, an entry of the audit each. */
    async writeActs(entries: readonly object[]): Promise<void> {
      if (entries.length > 0)
        await acts.append(
          asLines(
            entries.map((entry) => ({ v: 1, prefix, ...entry })),
            ROOM_FOR_DIGEST,
          ),
        );
    },
    /** Completes open files if it is time, and what archivers that are gone have left. */
    tidy: async (): Promise<number> => {
      await Promise.all(writers.map((writer) => writer.tidy()));
      return completeAbandoned(context.folder, { unwrittenMs: ABANDONED_MS, nowMs: context.now() });
    },
    close: async () => void (await Promise.all(writers.map((writer) => writer.close()))),
  } satisfies Sink & Record<string, unknown>;
}
export type FilesSink = ReturnType<typeof createFilesSink>;

const asLines = (values: readonly unknown[], behind = ''): string =>
  values.map((value) => `${JSON.stringify(value)}${behind}\n`).join('');
