import { createDays, readSpeech } from '@cueline/archive';
import { callOfKept } from '@cueline/operate/backtest';
import type { Call } from '@cueline/simulator';
import { withStore } from '../archive/with-store.js';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { MOST_CALLS } from './most-calls.js';
import { type Recorded, readTranscripts, type TranscriptFlags } from './read-transcripts.js';

/** Where recorded calls are: files, or the archive if it keeps what is said (`KEEP_SPEECH`). */
export interface RecordedFlags extends TranscriptFlags {
  readonly archive?: boolean;
  /** A length of time in ms, or a day; of the archive. */
  readonly since?: number | string;
  /** The last day; default: until now. */
  readonly until?: string;
  readonly where?: readonly (readonly [name: string, value: string])[];
  /** Most calls read, the latest first. */
  readonly limit?: number;
}

const DAY_MS = 86_400_000;

/**
 * Reads recorded calls; what people should know of how they were read goes to stderr.
 *
 * @throws CommandError
 */
export async function readRecorded(flags: RecordedFlags, host: Pick<Host, 'env' | 'stderr'>): Promise<Recorded> {
  const { transcripts, archive = false } = flags;
  if (archive === (transcripts !== undefined))
    throw new CommandError(ExitCode.usage, 'error: either --transcripts or --archive says where recorded calls are');
  return archive ? readArchive(flags, host) : readTranscripts(flags, host);
}

async function readArchive(
  { since = 7 * DAY_MS, until, where = [], limit = MOST_CALLS }: RecordedFlags,
  { env, stderr }: Pick<Host, 'env' | 'stderr'>,
): Promise<Recorded> {
  return withStore(env, async (store, { KEY_PREFIX: prefix, REPORT_TIME_ZONE: timeZone }) => {
    await store.check();
    const days = createDays(timeZone);
    const nowMs = Date.now();
    const fromMs = typeof since === 'number' ? nowMs - since : days.startOf(since);
    const toMs = until === undefined ? nowMs : Math.min(nowMs, days.endOf(until));
    if (toMs < fromMs) throw new CommandError(ExitCode.usage, '--until should not be before --since');
    const calls: Call[] = [];
    let isMore = false;
    for await (const kept of readSpeech(store, { prefix, fromMs, toMs, where })) {
      isMore = calls.length === limit;
      if (isMore) break;
      calls.push(callOfKept(kept));
    }
    if (calls.length === 0)
      throw new CommandError(
        ExitCode.foundWrong,
        'the archive has no call of that time with what was said in it: KEEP_SPEECH=masked keeps it from then on',
      );
    if (isMore) stderr.write(`There are more calls than these ${limit}, the latest: --limit reads more.\n`);
    return { calls: calls.toReversed(), isWhole: true };
  });
}
