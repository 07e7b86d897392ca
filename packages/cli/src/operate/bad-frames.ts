import { readLetters, readPipeline, type ShelvedLetter } from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { printable } from '../host/printable.js';
import { withRedis } from '../redis/with-redis.js';

export interface BadFramesFlags {
  /** Most frames shown, the latest first. */
  readonly limit: number;
  /** Only those of this reason. */
  readonly reason?: string;
  readonly json: boolean;
}

/**
 * Prints the latest frames that could not be read, masked, each with why; returns the exit code.
 *
 * @throws CommandError
 */
export function listBadFrames({ limit, reason, json }: BadFramesFlags, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) => {
    const pipeline = await readPipeline(redis, prefix, PARTITIONS);
    const { letters } = await readLetters(pipeline, 'bad-frames', { reason, count: limit });
    if (json) print(JSON.stringify(letters.map(asJson), undefined, 2));
    else if (letters.length === 0) print(`no frame${reason === undefined ? '' : ` of the reason ${reason}`} is kept`);
    else for (const letter of letters) print(asText(letter));
    return ExitCode.ok;
  });
}

const asJson = ({ id, atMs, fields }: ShelvedLetter) => ({ id, at: new Date(atMs).toISOString(), ...fields });

/** A frame as a person reads it: it may hold anything. */
function asText({ atMs, fields: { reason = '', bytes = '', frame = '' } }: ShelvedLetter): string {
  return printable(`${new Date(atMs).toISOString()}  ${reason} (${bytes} bytes)\n    ${frame}`);
}
