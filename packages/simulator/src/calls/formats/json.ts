import { errorCode, parseJson } from '@cueline/shared';
import type { CallFile, CallFormat, CallSink } from '../call-format.js';
import { isAnalysis, readAnalysis } from './amazon-analysis.js';
import { isTranscribeResult, readTranscribeResult } from './amazon-transcribe.js';
import { isDeepgram, readDeepgram } from './deepgram.js';
import { createFrameReader } from './frames.js';
import { isGenesys, readGenesys } from './genesys.js';
import { linesOf } from './lines-of.js';
import { isRow, readRow } from './rows.js';

type Fields = Readonly<Record<string, unknown>>;

/** A platform's own documents. Anything else is a line of ours, or a frame. */
const documents: readonly {
  readonly fits: (value: Fields) => boolean;
  readonly read: (value: Fields, sink: CallSink, place: string) => void;
}[] = [
  { fits: isAnalysis, read: readAnalysis },
  { fits: isTranscribeResult, read: readTranscribeResult },
  { fits: isGenesys, read: readGenesys },
  { fits: isDeepgram, read: readDeepgram },
];

/** JSON: one document, an array of them, or one on each line. */
export const json: CallFormat = {
  name: 'JSON and NDJSON (ours, captured frames, Contact Lens, Amazon Transcribe, Genesys, Deepgram)',
  // a turn of plain text may begin with its time in brackets
  recognise: (sample) => /^\{|^\[\s*[{\]]/.test(sample),
  read(file, sink) {
    const frames = createFrameReader(file.frames, sink);
    let isMixed = false;
    for (const { value, raw, place } of valuesOf(file, sink)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        sink.refuse(place, `an object is expected, not ${Array.isArray(value) ? 'an array' : JSON.stringify(value)}`);
        continue;
      }
      const fields: Fields = Object.fromEntries(Object.entries(value));
      const document = documents.find(({ fits }) => fits(fields));
      const isTranscript = document !== undefined || (!frames.isFrame(fields) && isRow(fields));
      isMixed ||= isTranscript;
      if (document !== undefined) document.read(fields, sink, place);
      else if (isTranscript) readRow(fields, sink, place);
      else frames.read(fields, raw ?? JSON.stringify(value), place);
    }
    frames.close(isMixed);
  },
};

interface JsonValue {
  readonly value: unknown;
  /** Its text, if it has a line of its own: numbers with many digits survive in it. */
  readonly raw?: string;
  readonly place: string;
}

/** The values in a file: of each line, or of the document that it is. */
function* valuesOf({ path, bytes, sample }: CallFile, sink: CallSink): Generator<JsonValue> {
  const [firstLine = ''] = sample.split('\n', 1);
  if (parse(firstLine).error === undefined && !(firstLine.startsWith('[') && !sample.includes('\n'))) {
    let number = 0;
    for (const raw of linesOf(bytes)) {
      number += 1;
      if (raw === '') continue;
      const place = `${path}:${number}`;
      const { value, error } = parse(raw);
      if (error === undefined) yield { value, raw, place };
      else sink.refuse(place, `not JSON: ${error}`);
    }
    return;
  }
  const { value, error, line } = parseDocument(bytes);
  if (error !== undefined) sink.refuse(`${path}:${line}`, `not JSON: ${error}`);
  else if (Array.isArray(value))
    for (const [index, one] of value.entries()) yield { value: one, place: `${path}, no. ${index + 1}` };
  else yield { value, place: path };
}

function parse(text: string): { value?: unknown; error?: string } {
  try {
    return { value: parseJson(Buffer.from(text)) };
  } catch (error) {
    // without the text itself, which is somebody's speech, and without what the engine says of its place
    const reason =
      error instanceof SyntaxError ? error.message.replace(/(, )?(\.\.\.)?".*| in JSON at .*/s, '') : errorCode(error);
    return { error: reason ?? 'it cannot be read' };
  }
}

function parseDocument(bytes: Buffer): { value?: unknown; error?: string; line: number } {
  let text: string;
  try {
    text = bytes.toString();
  } catch {
    return { error: 'it is too long for one document', line: 1 };
  }
  try {
    return { value: parseJson(bytes), line: 1 };
  } catch (error) {
    const at = error instanceof SyntaxError ? Number(/position (\d+)/.exec(error.message)?.[1] ?? text.length) : 0;
    const before = text.slice(0, at);
    return { ...parse(text), line: before.split('\n').length };
  }
}
