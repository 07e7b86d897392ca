import { pauseCues as pause, resumeCues as resume, resumedSentences } from '@cueline/operate';
import { holdSentence } from '@cueline/publisher';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Holds the queue of cues for so many ms; returns the exit code.
 *
 * @throws CommandError
 */
export function pauseCues(forMs: number, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix }) => {
    const { reason, untilMs } = await pause({ redis, prefix }, forMs);
    print(`no cue is posted until ${new Date(untilMs).toISOString().slice(0, 19).replace('T', ' ')} UTC (${reason})`);
    return ExitCode.ok;
  });
}

/**
 * Ends a pause, and the wait before a cue is tried again; returns the exit code.
 *
 * @throws CommandError
 */
export function resumeCues({ env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix }) => {
    const resumed = await resume({ redis, prefix });
    for (const sentence of resumedSentences(resumed)) print(sentence);
    if (resumed.held !== undefined && resumed.held.forMs > 0) print(holdSentence(resumed.held));
    return ExitCode.ok;
  });
}
