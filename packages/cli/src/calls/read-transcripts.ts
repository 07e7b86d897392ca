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

/**
 * Reads recorded calls in any format that is known, by the settings of ingest for fields and speakers; what people should know
 * of how they were read goes to stderr.
 *
 * @throws CommandError
 */
export async function readTranscripts(
  flags: TranscriptFlags,
  { env, stderr }: Pick<Host, 'env' | 'stderr'>,
): Promise<Call[]> {
  try {
    const { calls, notes } = await readCalls(flags.transcripts ?? [], frameFormat(flags, env));
    for (const note of notes) stderr.write(`${wrapText('', printable(note), stderr.columns)}\n`);
    return calls;
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
