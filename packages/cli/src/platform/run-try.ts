import {
  createFrameFormat,
  type ExplainedFrame,
  explainFrame,
  parsePlatform,
  readSettings,
  transcriptionSettings,
} from '@cueline/shared';
import { formatFileMistake } from '@cueline/shared/documents';
import { z } from 'zod';
import { colorsFor } from '../host/colors.js';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { readText } from '../host/read-text.js';
import { capturedFrames } from './captured-frames.js';
import { frameLines, summaryLines, type TriedFrame } from './frame-text.js';

export interface TryFlags {
  readonly frames: string;
  readonly limit: number;
  readonly json: boolean;
}

const COLUMNS = 100;

/**
 * Shows how the frames of a capture are read by a platform file, with the settings for fields and speakers; returns the exit code.
 *
 * @throws CommandError
 */
export function runPlatformTry(
  file: string,
  flags: TryFlags,
  { env, print, stdout }: Pick<Host, 'env' | 'print' | 'stdout'>,
): number {
  const read = parsePlatform(readText(file, 'platform file'), file);
  if (!read.ok) throw new CommandError(ExitCode.configuration, read.mistakes.map(formatFileMistake).join('\n'));
  const { PLATFORM_FILE: _other, ...others } = env;
  const settings = readSettings(z.object(transcriptionSettings), others);
  const format = createFrameFormat({ ...settings, PLATFORM_FILE: read.contract });
  const tried = capturedFrames(readText(flags.frames, 'capture')).map(({ line, frame }): TriedFrame => ({
    line,
    explained: frame === undefined ? undefined : explainFrame(frame, format),
  }));
  const isBad = tried.some(({ explained }) => explained === undefined || hasBadRecord(explained));
  if (flags.json) print(JSON.stringify(tried, undefined, 2));
  else {
    const look = { columns: stdout.columns ?? COLUMNS, colors: colorsFor(stdout), places: read.platform.fields };
    const more = tried.length > flags.limit ? [`… and ${tried.length - flags.limit} more: --limit shows them`, ''] : [];
    const shown = tried.slice(0, flags.limit).flatMap((one) => frameLines(one, look));
    stdout.write(`${[...shown, ...more, ...summaryLines(tried, look)].join('\n')}\n`);
  }
  return isBad ? ExitCode.foundWrong : ExitCode.ok;
}

const hasBadRecord = ({ records }: ExplainedFrame): boolean => records.some(({ frame: { kind } }) => kind === 'bad');
