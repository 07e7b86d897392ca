import type { HeardSegment } from '@cueline/rules';
import {
  EndFrame,
  EpochMs,
  FORMAT,
  type InteractionId,
  isNewer,
  OLDEST_FORMAT,
  Segment,
  type StreamedSegment,
  type Keys,
  type Partition,
  type RedisClient,
  StoredFormat,
  toUs,
} from '@cueline/shared';
import { z } from 'zod';
import { GROUP } from './group.js';

/** A parsed entry of the stream of segments. */
export interface StreamedEntry {
  readonly entryId: string;
  readonly interactionId: InteractionId;
  readonly heardAtUs: number;
  /** `undefined` for an end frame. */
  readonly segment: HeardSegment | undefined;
  /** Of an end frame: whether some of its call may not have been heard. */
  readonly unheard?: true | undefined;
  /** The span in which it was sent, if its interaction is traced. */
  readonly traceparent?: string | undefined;
}

/** An entry as stored in the stream: its id, and field, value, field, value… */
export type RawEntry = readonly [entryId: string, fields: readonly string[]];

export type ParsedEntry = { ok: true; entry: StreamedEntry } | { ok: false; reason: string };

const Fields = z.object({
  v: StoredFormat,
  heardAt: z.coerce.number().positive(),
  segment: z.string(),
  traceparent: z.string().optional(),
});

/** Parses an entry; `reason` names the wrong field, never its content. */
export function parseEntry([entryId, raw]: RawEntry): ParsedEntry {
  const usual = parseUsual(entryId, raw);
  return usual === undefined ? parseAny([entryId, raw]) : { ok: true, entry: usual };
}

/**
 * Parses an entry that is as ingest writes most of them, at a fraction of what the schema takes; `undefined` for any other, right
 * or wrong.
 */
function parseUsual(entryId: string, [heardAt, heardAtMs, named, json = '', versioned, v, other]: readonly string[]) {
  if (heardAt !== 'heardAt' || named !== 'segment' || versioned !== 'v' || other !== undefined) return undefined;
  const isReadable = Number(v) >= OLDEST_FORMAT && Number(v) <= FORMAT;
  if (!isReadable || !(Number(heardAtMs) > 0)) return undefined;
  try {
    const content: unknown = JSON.parse(json);
    return isUsual(content) ? entryOf(entryId, toUs(Number(heardAtMs)), content) : undefined;
  } catch {
    return undefined;
  }
}

const isTime = (value: unknown) => value === undefined || (typeof value === 'number' && value <= MAX_EPOCH_MS);

/** Whether it is what the schema would return as it is. */
function isUsual(content: unknown): content is Segment {
  if (typeof content !== 'object' || content === null || 'ended' in content) return false;
  const { interactionId, segmentId, speaker, text, confidence, startMs, endMs, language, attributes, late }: Unread =
    content;
  return (
    typeof interactionId === 'string' &&
    interactionId !== '' &&
    typeof segmentId === 'string' &&
    segmentId !== '' &&
    SPEAKERS.has(speaker) &&
    typeof text === 'string' &&
    typeof confidence === 'number' &&
    confidence >= 0 &&
    confidence <= 1 &&
    isTime(startMs) &&
    isTime(endMs) &&
    (language === undefined || typeof language === 'string') &&
    attributes === undefined &&
    (late === undefined || late === true)
  );
}
type Unread = Partial<Record<keyof Segment, unknown>>;
const SPEAKERS: ReadonlySet<unknown> = new Set(Segment.shape.speaker.options);
const MAX_EPOCH_MS = EpochMs.maxValue ?? Infinity;

function parseAny([entryId, raw]: RawEntry): ParsedEntry {
  const pairs: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) pairs[raw[i] ?? ''] = raw[i + 1] ?? '';
  const fields = Fields.safeParse(pairs);
  if (!fields.success) return malformed(fields.error);
  const content = parseContent(fields.data.segment);
  if (content === undefined) return { ok: false, reason: 'malformed entry: segment is not JSON' };
  if (!content.success) return malformed(content.error);
  const { heardAt, traceparent } = fields.data;
  const entry = entryOf(entryId, toUs(heardAt), content.data);
  return { ok: true, entry: traceparent === undefined ? entry : { ...entry, traceparent } };
}

function entryOf(entryId: string, heardAtUs: number, content: StreamedSegment): StreamedEntry {
  const { interactionId } = content;
  if ('ended' in content) return { entryId, interactionId, heardAtUs, segment: undefined, unheard: content.unheard };
  const { segmentId, speaker, text, startMs, confidence, attributes, language, late } = content;
  const startUs = startMs === undefined ? undefined : toUs(startMs);
  const segment = { segmentId, speaker, text, heardAtUs, startUs, confidence, attributes, language, late };
  return { entryId, interactionId, heardAtUs, segment };
}

function parseContent(json: string) {
  try {
    const content: unknown = JSON.parse(json);
    const isEnd = typeof content === 'object' && content !== null && 'ended' in content;
    return isEnd ? EndFrame.safeParse(content) : Segment.safeParse(content);
  } catch {
    return undefined;
  }
}

function malformed({ issues }: z.ZodError): ParsedEntry {
  const wrong = issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  return { ok: false, reason: `malformed entry: ${wrong.join(', ')}` };
}

/** The format of an entry that only later releases read; `undefined` of all others. */
export function newerFormatOf([, raw]: RawEntry): number | undefined {
  const at = raw.findIndex((name, i) => i % 2 === 0 && name === 'v');
  return at >= 0 && isNewer(raw[at + 1]) ? Number(raw[at + 1]) : undefined;
}

/** The schema of all of it would take as long as all the rest of reading it; what an entry holds is checked by itself. */
const Batch = z.custom<readonly (readonly [stream: string, RawEntry[]])[] | null>(
  (reply) => reply === null || (Array.isArray(reply) && reply.every((stream) => Array.isArray(stream))),
);

/**
 * Reads a batch of one partition's new entries; empty if there are none.
 *
 * @param redis a connection of its own if the read waits in Redis for entries, up to `blockMs`
 */
export async function readEntries(redis: RedisClient, options: ReadOptions): Promise<RawEntry[]> {
  const { keys, partition, consumer, batchSize, blockMs } = options;
  const stream = keys.segments(partition);
  try {
    const reply = await (blockMs === undefined
      ? redis.xreadgroup('GROUP', GROUP, consumer, 'COUNT', batchSize, 'STREAMS', stream, '>')
      : redis.xreadgroup('GROUP', GROUP, consumer, 'COUNT', batchSize, 'BLOCK', blockMs, 'STREAMS', stream, '>'));
    return Batch.parse(reply)?.[0]?.[1] ?? [];
  } catch (error) {
    if (!isMissingGroup(error)) throw error;
    await createGroup(redis, stream);
    return [];
  }
}

export interface ReadOptions {
  readonly keys: Keys;
  readonly partition: Partition;
  readonly consumer: string;
  readonly batchSize: number;
  readonly blockMs?: number;
}

/** Creates the consumer group if it is missing: at the first start, or after Redis has lost the stream. */
export async function createGroup(redis: RedisClient, stream: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, GROUP, '0', 'MKSTREAM');
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
  }
}

function isMissingGroup(error: unknown): boolean {
  return error instanceof Error && error.message.includes('NOGROUP');
}
