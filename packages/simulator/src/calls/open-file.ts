import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { errorCode, type FrameFormat } from '@cueline/shared';
import type { CallFile } from './call-format.js';
import { TranscriptError } from './transcript-error.js';

/** Enough of a file to know its format by. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Reads a file, decompresses it if it is compressed with gzip, and makes it UTF-8.
 *
 * @throws TranscriptError
 */
export async function openFile(path: string, frames: FrameFormat): Promise<CallFile> {
  const raw = await readFile(path).catch((cause: unknown) => {
    throw new TranscriptError(`${path} cannot be read (${errorCode(cause) ?? 'unreadable'})`, { cause });
  });
  const bytes = toUtf8(raw.length > 1 && raw.readUInt16BE() === 0x1f8b ? unpack(raw, path) : raw);
  return {
    path,
    bytes,
    sample: bytes.toString('utf8', 0, SAMPLE_BYTES).trim(),
    // Spreadsheets on Windows save CSV and text in the code page of Western Europe.
    text: () => (isUtf8(bytes) ? bytes.toString() : new TextDecoder('windows-1252').decode(bytes)),
    frames,
  };
}

/** Takes byte order marks away, and converts UTF-16, in which spreadsheets save "Unicode text". */
function toUtf8(bytes: Buffer): Buffer {
  if (bytes.length < 2) return bytes;
  const mark = bytes.readUInt16BE();
  if (mark === 0xfffe) return Buffer.from(new TextDecoder('utf-16le').decode(bytes));
  if (mark === 0xfeff) return Buffer.from(new TextDecoder('utf-16be').decode(bytes));
  return mark === 0xefbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function unpack(bytes: Buffer, path: string): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new TranscriptError(`${path} is not compressed with gzip, or not whole`, { cause });
  }
}
