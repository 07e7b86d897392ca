import { countOf } from '../host/count-of.js';
import { open } from 'node:fs/promises';
import { hearFrames, SocketSettings } from '@cueline/ingest';
import {
  createFrameFormat,
  createLog,
  errorCode,
  type Frame,
  parseFrames,
  readSettings,
  secretsOf,
  SettingsError,
} from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { noteworthy } from '../run/log-line.js';
import { printable } from '../host/printable.js';
import { maskFrame } from './mask-frame.js';

export interface RecordFlags {
  readonly mask: boolean;
  /** How long to record, in ms. */
  readonly for?: number;
  /** How many frames to record. */
  readonly frames?: number;
}

/** As much as may wait for the disk before the socket is read no further. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
const REPORT_EVERY_MS = 10_000;

/**
 * Writes what the transcription socket sends to a file, a line of `{"heardAt": ms, "frame": "…"}` for each frame, until it is
 * stopped; returns the exit code.
 *
 * @throws CommandError
 */
export async function runRecord(file: string, flags: RecordFlags, { env, stderr, stopSignal }: Host): Promise<number> {
  const settings = readSocketSettings(env);
  const format = createFrameFormat(settings);
  const say = (text: string) => void stderr.write(`${printable(text)}\n`);
  const stop = new AbortController();
  const signal = AbortSignal.any([
    stop.signal,
    stopSignal(),
    ...(flags.for === undefined ? [] : [AbortSignal.timeout(flags.for)]),
  ]);
  // What is said is nobody else's to read; an older recording is never written over.
  const handle = await open(file, 'wx', 0o600).catch((cause: unknown) => {
    const code = errorCode(cause);
    const reason = code === 'EEXIST' ? 'it exists already' : `it cannot be written (${code ?? 'unknown'})`;
    throw new CommandError(ExitCode.usage, `${file}: ${reason}`, { cause });
  });
  const output = handle.createWriteStream();
  const finished = new Promise<void>((resolve, reject) => output.on('close', resolve).on('error', reject));
  finished.catch((error: unknown) => stop.abort(error));
  const kinds = new Map<string, number>();
  let frames = 0;

  const report = () => say(reportText(frames, kinds));
  const reporting = setInterval(report, REPORT_EVERY_MS);
  const log = createLog({
    name: 'record',
    level: 'warn',
    secrets: secretsOf(settings),
    destination: { write: (line) => say(noteworthy(line) ?? line) },
  });
  say(`recording to ${file}; Ctrl-C ends it`);
  try {
    await hearFrames({
      settings,
      log,
      signal,
      isBehind: () => output.writableLength > MOST_WAITING_BYTES,
      onFrame(data, isBinary) {
        if (signal.aborted) return;
        const frame = isBinary ? data.toString('base64') : flags.mask ? maskFrame(data, format) : data.toString();
        output.write(`${JSON.stringify({ heardAt: Date.now(), ...(isBinary ? { binary: true } : {}), frame })}\n`);
        for (const { kind } of parseFrames(data, isBinary, format)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        frames += 1;
        if (frames === flags.frames) stop.abort();
      },
    });
  } finally {
    clearInterval(reporting);
    output.end();
  }
  await finished.catch((cause: unknown) => {
    throw new CommandError(ExitCode.foundWrong, `${file}: it cannot be written (${errorCode(cause) ?? 'unknown'})`, {
      cause,
    });
  });
  report();
  return ExitCode.ok;
}

function readSocketSettings(env: NodeJS.ProcessEnv): SocketSettings {
  try {
    return readSettings(SocketSettings, env);
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    throw error;
  }
}

/** What frames are, in the order in which it is said. */
const KINDS: Readonly<Record<Frame['kind'], string>> = {
  segment: 'of speech',
  wordless: 'without words',
  interim: 'not final',
  end: 'that end a call',
  control: 'of other types',
  bad: 'that cannot be read',
};

/** `21 frames: 18 of speech, 3 that end a call`. */
function reportText(frames: number, kinds: ReadonlyMap<string, number>): string {
  const parts = Object.entries(KINDS).flatMap(([kind, what]) => {
    const many = kinds.get(kind) ?? 0;
    return many === 0 ? [] : [`${many} ${what}`];
  });
  return [countOf(frames, 'frame'), ...(parts.length === 0 ? [] : [parts.join(', ')])].join(': ');
}
