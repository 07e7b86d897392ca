import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { errorCode } from '@cueline/shared';
import { z } from 'zod';
import { type Call, CallSegment } from './call.js';

/** A transcript cannot be played; the message names the file and the line. */
export class TranscriptError extends Error {
  override readonly name = 'TranscriptError';
}

const EndLine = z.object({
  interactionId: z.string().min(1),
  endMs: z.number().min(0),
  type: z.literal('interactionEnded'),
});
type Line = z.infer<typeof EndLine> | CallSegment;

/**
 * Reads the calls of an NDJSON file; one whose name ends in `.gz` is unpacked.
 *
 * @throws TranscriptError
 */
export async function readCalls(path: string): Promise<Call[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TranscriptError(`${path} cannot be read (${errorCode(cause) ?? 'unreadable'})`, { cause });
  });
  return parseCalls(path.endsWith('.gz') ? unpack(bytes, path) : bytes, path);
}

function unpack(bytes: Buffer, path: string): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new TranscriptError(`${path} is not packed with gzip, or not whole`, { cause });
  }
}

/**
 * Groups the lines of an NDJSON text into calls, in the order in which the calls first appear.
 *
 * @throws TranscriptError
 */
export function parseCalls(ndjson: Buffer, name = 'transcript'): Call[] {
  const calls = new Map<string, Call>();
  let number = 0;
  for (const text of linesOf(ndjson)) {
    number += 1;
    if (text === '') continue;
    const line = parseLine(text, `${name}:${number}`);
    const call = calls.get(line.interactionId) ?? { interactionId: line.interactionId, segments: [] };
    calls.set(line.interactionId, call);
    if ('type' in line) call.endMs = line.endMs;
    else call.segments.push(line);
  }
  return [...calls.values()];
}

/** One by one, since all together may be longer than a string can be; without white space around them, or a byte order mark. */
function* linesOf(ndjson: Buffer): Generator<string> {
  for (let start = 0; start < ndjson.length;) {
    const end = ndjson.indexOf('\n', start);
    const next = end === -1 ? ndjson.length : end;
    yield ndjson.toString('utf8', start, next).trim();
    start = next + 1;
  }
}

function parseLine(text: string, place: string): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TranscriptError(`${place}: not JSON`, { cause });
  }
  const line = (isEndLine(json) ? EndLine : CallSegment).safeParse(json);
  if (!line.success) throw new TranscriptError(`${place}: ${line.error.issues.map(issueText).join('; ')}`);
  return line.data;
}

/** Whether a line is to be read as one that ends a call. A segment may carry a type, too, as the frame did that it was. */
function isEndLine(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('type' in json)) return false;
  return json.type === EndLine.shape.type.value || !('text' in json);
}

/** What is wrong and where, as `attributes.product: Invalid input: expected string, received number`. */
function issueText({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
