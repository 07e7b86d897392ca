import { createDeadLetters } from '@cueline/archive';
import { keysOf, readPipeline } from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

export interface ArchiveDeadLettersFlags {
  readonly putBack: boolean;
  readonly drop: boolean;
  readonly json: boolean;
}

/**
 * Lists the outcomes that could not be archived, puts them back, or drops them; returns the exit code.
 *
 * @throws CommandError
 */
export function runArchiveDeadLetters(flags: ArchiveDeadLettersFlags, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX, PARTITIONS }) => {
    const pipeline = await readPipeline(redis, KEY_PREFIX, PARTITIONS);
    const deadLetters = createDeadLetters({ redis, keys: keysOf(pipeline) });
    let done = 0;
    const all = [];
    for (let partition = 0; partition < pipeline.partitions; partition += 1) {
      for (const letter of await deadLetters.read(partition)) {
        all.push({ ...letter, id: `${partition}/${letter.id}` });
        if (flags.putBack && (await deadLetters.putBack(partition, letter.id))) done += 1;
        if (flags.drop && (await deadLetters.drop(partition, letter.id))) done += 1;
      }
    }
    if (flags.putBack || flags.drop) print(`${done} ${flags.drop ? 'dropped' : 'put back'}`);
    else if (flags.json) print(JSON.stringify(all, undefined, 2));
    else if (all.length === 0) print('there are no dead letters of the archive');
    else
      for (const { id, interactionId = '?', group, reason } of all)
        print(`${id}  ${interactionId}  ${group}: ${reason}`);
    return ExitCode.ok;
  });
}
