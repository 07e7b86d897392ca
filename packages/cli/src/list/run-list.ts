import { byUrgency, type LiveCall, readLiveCalls, readPipeline } from '@cueline/operate';
import { colorsFor } from '../host/colors.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { printable } from '../host/printable.js';
import { withRedis } from '../redis/with-redis.js';
import { liveCallsText } from './live-calls-text.js';

export interface ListFlags {
  /** Whether only calls are shown that owe something by now. */
  readonly owed: boolean;
  /** Name and value of an attribute that shown calls have. */
  readonly where?: readonly [string, string] | undefined;
  readonly limit: number;
  readonly json: boolean;
}

/** What needs somebody, in red. */
const paintOwed = (text: string, { red }: ReturnType<typeof colorsFor>) =>
  text.replaceAll(/\b(OWED|SAID) \d+:\d\d/g, (what) => red(what));

/**
 * Prints the live calls; returns the exit code.
 *
 * @throws CommandError
 */
export function runList({ owed, where, limit, json }: ListFlags, { env, print, stdout }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const pipeline = await readPipeline(redis, prefix, PARTITIONS);
    const { atMs, calls, unread } = await readLiveCalls(pipeline);
    const isAsked = ({ items, attributes }: LiveCall) =>
      (!owed || items.some(({ kind }) => kind === 'due')) && (where === undefined || attributes[where[0]] === where[1]);
    const found = calls.filter(isAsked).toSorted(byUrgency);
    const shown = found.slice(0, limit);
    const more = found.length - shown.length + unread;
    const columns = stdout.isTTY ? stdout.columns : undefined;
    if (json) print(JSON.stringify({ atMs, calls: shown, more }, undefined, 2));
    else {
      const text =
        calls.length > 0 && found.length === 0 && unread === 0
          ? noneText(calls.length)
          : liveCallsText(shown, { atMs, columns, more });
      if (stdout.isTTY) stdout.write(`${paintOwed(printable(text), colorsFor(stdout))}\n`);
      else print(text);
    }
    return ExitCode.ok;
  });
}

const noneText = (calls: number) =>
  calls === 1 ? '1 call is on, but no such call' : `${calls} calls are on, but no such call`;
