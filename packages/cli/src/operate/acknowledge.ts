import { userInfo } from 'node:os';
import { acknowledgeRule, readPipeline } from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

export interface AcknowledgeFlags {
  readonly reason: string;
  /** Default: the user of this machine. */
  readonly actor?: string | undefined;
}

/**
 * Ticks a disclosure of a live call off by hand; returns the exit code.
 *
 * @throws CommandError
 */
export function acknowledge(
  id: string,
  rule: string,
  { reason, actor }: AcknowledgeFlags,
  { env, print }: Host,
): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const pipeline = await readPipeline(redis, prefix, PARTITIONS);
    const done = await acknowledgeRule(pipeline, id, { rule, reason, user: actor ?? userInfo().username });
    if (done.became === 'unknown') {
      print(`! ${done.why}`);
      return ExitCode.foundWrong;
    }
    const { became } = done;
    print(SENTENCES[became](id, rule));
    return became === 'done' || became === 'already' ? ExitCode.ok : ExitCode.foundWrong;
  });
}

const SENTENCES = {
  done: (id: string, rule: string) => `${rule} is ticked off in ${id}`,
  already: (id: string, rule: string) => `${rule} was ticked off in ${id} before`,
  over: (id: string) => `! ${id} is over, or nothing is known of it`,
  busy: (id: string) => `! ${id} changes all the time: try again`,
};
