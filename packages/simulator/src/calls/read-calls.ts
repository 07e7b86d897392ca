import {
  createFrameFormat,
  hasWords,
  readSettings,
  roleOf,
  transcriptionSettings,
  type FrameFormat,
} from '@cueline/shared';
import { z } from 'zod';
import type { Call } from '../call.js';
import { areSeconds, assembleCall, inMs, timesObjection, type RawCall } from './assemble-calls.js';
import type { CallSink, Utterance } from './call-format.js';
import { tableWithoutSpeech } from './formats/csv.js';
import { formats } from './formats/formats.js';
import { foreignFile } from './foreign-file.js';
import { listFiles, type ListedFile } from './list-files.js';
import { openFile } from './open-file.js';
import { speakerNotes } from './speaker-notes.js';
import { TranscriptError } from './transcript-error.js';

/** Recorded calls, and what people should know of how they were read, a line each. */
export interface RecordedCalls {
  readonly calls: Call[];
  readonly notes: string[];
  /** What is wrong with files that were left out. */
  readonly mistakes: string[];
}

/** More mistakes are counted, not listed. */
const MOST_MISTAKES = 20;
/** More files that hold no calls are counted, not named. */
const MOST_NAMED = 3;

const defaultFrames = createFrameFormat(readSettings(z.object(transcriptionSettings), {}));

/**
 * Reads recorded calls from files and folders, each in the format that its content shows, compressed with gzip or not. A file with
 * mistakes is left out, with all its calls.
 *
 * @param frames how captured frames are read, and what the speakers of all formats are
 * @throws TranscriptError that lists what is wrong, if no calls are left
 */
export async function readCalls(paths: readonly string[], frames: FrameFormat = defaultFrames): Promise<RecordedCalls> {
  const speakerOf = ({ speaker, otherName, role }: Utterance) =>
    role ?? roleOf(speaker, frames) ?? (otherName && roleOf(otherName, frames)) ?? speaker;
  const calls = new Map<string, { readonly call: Call; readonly path: string; readonly isNamedByFile: boolean }>();
  const mistakes: string[] = [];
  const notes: string[] = [];
  const withoutCalls: string[] = [];
  const estimated: string[] = [];

  for (const file of await listFiles(paths)) {
    const read = await readFileCalls(file, frames);
    mistakes.push(...read.mistakes);
    if (read.mistakes.length > 0) continue;
    if (read.calls.length > 0) notes.push(...read.notes.map((note) => `${file.path}: ${note}`));
    else withoutCalls.push(`${file.path} (${read.isWhat})`);
    for (const { raw, isNamedByFile } of read.calls) {
      const { call, isEstimated } = assembleCall(raw, speakerOf);
      const known = calls.get(call.interactionId);
      if (known === undefined) {
        calls.set(call.interactionId, { call, path: file.path, isNamedByFile });
        if (isEstimated) estimated.push(call.interactionId);
      } else if (isNamedByFile || known.isNamedByFile) {
        mistakes.push(
          `${file.path}: its call is named ${call.interactionId}, as that of ${known.path}: rename one of them`,
        );
      } else {
        addTo(known.call, call);
        notes.push(`call ${call.interactionId} is in ${known.path} and in ${file.path}: what is in both counts once`);
      }
    }
  }
  const [first] = withoutCalls;
  if (calls.size === 0 && mistakes.length > 0) throw new TranscriptError(listed(mistakes).join('\n'));
  if (calls.size === 0)
    throw new TranscriptError(
      first === undefined
        ? `${paths.join(', ')}: no files in it`
        : `no calls in ${withoutCalls.slice(0, MOST_NAMED).join(', ')}`,
    );
  if (first !== undefined) notes.push(`no calls in ${some(withoutCalls, 'file')}`);
  if (estimated.length > 0) {
    notes.push(
      `times are estimated from the number of words, at 2.5 a second, in ${some(estimated, 'call')}: deadlines in them are rough`,
    );
  }
  const read = [...calls.values()].map(({ call }) => call);
  return { calls: read, notes: [...notes, ...speakerNotes(read, frames)], mistakes: listed(mistakes) };
}

interface ReadFile {
  readonly calls: readonly { readonly raw: RawCall; readonly isNamedByFile: boolean }[];
  readonly mistakes: string[];
  readonly notes: string[];
  /** What a file without calls is. */
  readonly isWhat: string;
}

async function readFileCalls({ path, callName, isNamed }: ListedFile, frames: FrameFormat): Promise<ReadFile> {
  const calls = new Map<string, { readonly raw: RawCall; readonly isNamedByFile: boolean }>();
  const mistakes: string[] = [];
  const notes: string[] = [];
  const nothing = (isWhat: string): ReadFile => ({ calls: [], mistakes, notes, isWhat });
  const file = await openFile(path, frames).catch((error: unknown) => {
    if (!(error instanceof TranscriptError)) throw error;
    mistakes.push(error.message);
  });
  if (file === undefined) return nothing('');
  if (file.sample === '') return nothing('an empty file');
  const foreign = foreignFile(file);
  const format =
    foreign === undefined
      ? formats.find(({ recognise }) => recognise(file.sample, (name) => roleOf(name, frames) !== undefined))
      : undefined;
  if (format === undefined) {
    const isWhat = foreign ?? tableWithoutSpeech(file.sample);
    if (!isNamed) return nothing(isWhat ?? 'of no format that is known');
    const known = formats.map(({ name }) => name).join(', ');
    const reason = isWhat === undefined ? 'this is none of them' : `this is ${isWhat}`;
    return { ...nothing(''), mistakes: [`${path}: recorded calls are ${known}; ${reason}`] };
  }
  const rawOf = (callId: string | undefined): RawCall => {
    const interactionId = callId ?? callName;
    const known = calls.get(interactionId) ?? {
      raw: { interactionId, spoken: [] },
      isNamedByFile: callId === undefined,
    };
    calls.set(interactionId, known);
    return known.raw;
  };
  const sink: CallSink = {
    say(utterance, place) {
      if (hasWords(utterance.text)) rawOf(utterance.callId).spoken.push({ utterance, place });
    },
    end: (callId, endMs) => (rawOf(callId).endMs = endMs),
    refuse: (place, reason) => mistakes.push(`${place}: ${reason}`),
    note: (text) => notes.push(text),
  };
  await format.read(file, sink);

  const all = [...calls.values()];
  if (areSeconds(all.map(({ raw }) => raw)))
    for (const { raw } of all) raw.spoken.splice(0, Infinity, ...raw.spoken.map(inMs));
  for (const { raw } of all) {
    const objection = timesObjection(raw);
    if (objection !== undefined)
      mistakes.push(`${raw.spoken[0]?.place ?? path}: call ${raw.interactionId}: ${objection}`);
  }
  return { calls: all, mistakes, notes, isWhat: notes.length > 0 ? notes.join('; ') : `${format.name} without speech` };
}

/** Adds to a call what another file has of it, apart from what both have. */
function addTo(call: Call, other: Call): void {
  const idOf = ({ segmentId, startMs }: Call['segments'][number]) => JSON.stringify([segmentId, startMs]);
  const had = new Set(call.segments.map(idOf));
  call.segments.push(...other.segments.filter((segment) => !had.has(idOf(segment))));
  if (other.endMs !== undefined) call.endMs = Math.max(call.endMs ?? 0, other.endMs);
}

function listed(mistakes: readonly string[]): string[] {
  const left = mistakes.length - MOST_MISTAKES;
  return [...mistakes.slice(0, MOST_MISTAKES), ...(left > 0 ? [`and ${left} more`] : [])];
}

function some(names: readonly string[], what: string): string {
  const left = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(', ') + (left > 0 ? ` and ${left} other ${what}${left === 1 ? '' : 's'}` : '');
}
