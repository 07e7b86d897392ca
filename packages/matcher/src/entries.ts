import { StreamedSegment, type Keys, type Partition, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from './group.js';

/** An entry of the stream of segments. */
export interface StreamedEntry {
  readonly entryId: string;
  readonly heardAtMs: number;
  readonly content: StreamedSegment;
}

/** An entry as it lies in the stream: its id, and field, value, field, value… */
export type RawEntry = readonly [entryId: string, fields: readonly string[]];

export type ParsedEntry = { ok: true; entry: StreamedEntry } | { ok: false; reason: string };

const Fields = z.object({
  heardAt: z.coerce.number().positive(),
  segment: z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(StreamedSegment),
});

/** Reads an entry; `reason` tells an operator which field is wrong, never what it says. */
export function parseEntry([entryId, fields]: RawEntry): ParsedEntry {
  const pairs: Record<string, string> = {};
  for (let i = 0; i + 1 < fields.length; i += 2) pairs[fields[i] ?? ''] = fields[i + 1] ?? '';
  const parsed = Fields.safeParse(pairs);
  if (parsed.success) {
    return { ok: true, entry: { entryId, heardAtMs: parsed.data.heardAt, content: parsed.data.segment } };
  }
  const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  return { ok: false, reason: `malformed entry: ${[...new Set(paths)].join(', ')}` };
}

const Batch = z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))])).nullable();

/**
 * Reads batches of new entries of one partition, until told to stop.
 * @param reader a connection of its own: a blocking read holds it
 */
export async function* readEntries(
  reader: RedisClient,
  { keys, partition, consumer, batchSize, blockMs }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<RawEntry[]> {
  const stream = keys.segments(partition);
  while (!signal.aborted) {
    try {
      const reply = await reader.xreadgroup(
        'GROUP',
        GROUP,
        consumer,
        'COUNT',
        batchSize,
        'BLOCK',
        blockMs,
        'STREAMS',
        stream,
        '>',
      );
      const batch = Batch.parse(reply)?.[0]?.[1] ?? [];
      if (batch.length > 0) yield batch;
    } catch (error) {
      if (!isMissingGroup(error)) throw error;
      await createGroup(reader, stream);
    }
  }
}

export interface ReadOptions {
  readonly keys: Keys;
  readonly partition: Partition;
  readonly consumer: string;
  readonly batchSize: number;
  readonly blockMs: number;
}

/** Creates the consumer group where it is missing: at the first start, or when Redis has lost the stream. */
export async function createGroup(redis: RedisClient, stream: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, GROUP, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

export function isMissingGroup(error: unknown): boolean {
  return error instanceof Error && error.message.includes('NOGROUP');
}
