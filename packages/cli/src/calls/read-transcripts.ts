import { createFrameFormat, readSettings, SettingsError, transcriptionSettings } from '@cueline/shared';
import { readCalls, TranscriptError, type Call } from '@cueline/simulator';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { printable } from '../host/printable.js';
import { wrapText } from '../host/wrap-text.js';

export interface TranscriptFlags {
  /** Files and folders. */
  readonly transcripts?: readonly string[];
  /** Which speaker has which role, as JSON; more than `CXONE_SPEAKERS` says. */
  readonly speakers?: string;
}

/** Recorded calls. */
export interface Recorded {
  readonly calls: Call[];
  /** Whether nothing was left out; what was is on stderr. A command that goes on without it says so by its exit code. */
  readonly isWhole: boolean;
}

/**
 * Reads recorded calls in any format that is known, by the settings of ingest for fields and speakers; what people should know
 * of how they were read goes to stderr.
 *
 * @throws CommandError
 */
export async function readTranscripts(
  flags: TranscriptFlags,
  { env, stderr }: Pick<Host, 'env' | 'stderr'>,
): Promise<Recorded> {
  try {
    const { calls, notes, mistakes } = await readCalls(flags.transcripts ?? [], frameFormat(flags, env));
    const say = (line: string) => stderr.write(`${wrapText('', printable(line), stderr.columns)}\n`);
    for (const mistake of mistakes) say(`! ${mistake}`);
    if (mistakes.length > 0) say('Files with mistakes are left out.');
    for (const note of notes) say(note);
    return { calls, isWhole: mistakes.length === 0 };
  } catch (error) {
    if (error instanceof TranscriptError || error instanceof SettingsError)
      throw new CommandError(ExitCode.usage, error.message, { cause: error });
    throw error;
  }
}

/** How frames are read, by the environment; speakers that are given now win. */
function frameFormat({ speakers }: TranscriptFlags, env: NodeJS.ProcessEnv) {
  const settings = readSettings(z.object(transcriptionSettings), env);
  if (speakers === undefined) return createFrameFormat(settings);
  const given = z.object({ '--speakers': transcriptionSettings.CXONE_SPEAKERS });
  const { '--speakers': roles } = readSettings(given, { '--speakers': speakers });
  return createFrameFormat({ ...settings, CXONE_SPEAKERS: { ...settings.CXONE_SPEAKERS, ...roles } });
}
