import { createDeadLetters, type DeadLetter } from '@cueline/matcher';
import { createKeys, createLog, type Partition, type RedisClient, type RedisSettings } from '@cueline/shared';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

interface FoundLetter extends DeadLetter {
  readonly partition: Partition;
}

/** The id by which a dead letter is known outside of its partition. */
const idOf = ({ partition, id }: FoundLetter) => `${partition}/${id}`;

/**
 * Prints all dead letters; returns the exit code.
 *
 * @throws CommandError
 */
export function listDeadLetters({ json }: { json: boolean }, { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, settings) => {
    const letters = await readAll(redis, settings);
    if (json) print(JSON.stringify(letters.map(asJson), undefined, 2));
    else if (letters.length === 0) print('there are no dead letters');
    else for (const letter of letters) print(asText(letter));
    return ExitCode.ok;
  });
}

/**
 * Puts dead letters back into the stream of segments; returns the exit code.
 *
 * @throws CommandError
 */
export function putBackDeadLetters(ids: 'all' | readonly string[], { env, print }: Host): Promise<number> {
  return withRedis(env, async (redis, settings) => {
    const deadLetters = createDeadLetters({ redis, keys: createKeys(settings.KEY_PREFIX) });
    const letters = new Map((await readAll(redis, settings)).map((letter) => [idOf(letter), letter]));
    const wanted = ids === 'all' ? [...letters].flatMap(([id, { isEntry }]) => (isEntry ? id : [])) : ids;
    const complaints: string[] = [];
    let count = 0;
    for (const id of wanted) {
      const letter = letters.get(id);
      if (letter === undefined) complaints.push(`there is no dead letter ${id}`);
      else if (!letter.isEntry) complaints.push(`${id} stays: it is a cue that CXone rejected`);
      else if (await deadLetters.putBack(letter.partition, letter.id)) count += 1;
    }
    print(`${count} put back`);
    for (const complaint of complaints) print(`! ${complaint}`);
    return complaints.length === 0 ? ExitCode.ok : ExitCode.foundWrong;
  });
}

/**
 * Removes dead letters for good, and logs each; returns the exit code.
 *
 * @throws CommandError
 */
export function dropDeadLetters(ids: 'all' | readonly string[], { env, print, stderr }: Host): Promise<number> {
  return withRedis(env, async (redis, settings) => {
    const log = createLog({ name: 'dead-letters', level: 'info', destination: stderr });
    const deadLetters = createDeadLetters({ redis, keys: createKeys(settings.KEY_PREFIX) });
    const letters = new Map((await readAll(redis, settings)).map((letter) => [idOf(letter), letter]));
    const complaints: string[] = [];
    let count = 0;
    for (const id of ids === 'all' ? letters.keys() : ids) {
      const letter = letters.get(id);
      if (letter !== undefined && (await deadLetters.drop(letter.partition, letter.id))) {
        const { interactionId, status } = letter.fields;
        log.info({ id, reason: letter.reason, interactionId, status }, 'dead letter dropped by an operator');
        count += 1;
      } else if (ids !== 'all') complaints.push(`there is no dead letter ${id}`);
    }
    print(`${count} dropped`);
    for (const complaint of complaints) print(`! ${complaint}`);
    return complaints.length === 0 ? ExitCode.ok : ExitCode.foundWrong;
  });
}

async function readAll(redis: RedisClient, { KEY_PREFIX: prefix, PARTITIONS }: RedisSettings): Promise<FoundLetter[]> {
  const keys = createKeys(prefix);
  const partitions = Number((await redis.get(keys.partitions)) ?? PARTITIONS);
  const deadLetters = createDeadLetters({ redis, keys });
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const found = numbers.map(async (partition) =>
    (await deadLetters.read(partition)).map((letter) => ({ partition, ...letter })),
  );
  return (await Promise.all(found)).flat();
}

const asJson = (letter: FoundLetter) => ({ ...letter.fields, id: idOf(letter), reason: letter.reason });

/** A dead letter as a person reads it. */
function asText(letter: FoundLetter): string {
  const { heardAt, segment, ...others } = letter.fields;
  const heard = new Date(Number(heardAt)); // of a malformed entry it may be anything
  const when = Number.isNaN(heard.getTime()) ? '' : `, heard ${heard.toISOString()}`;
  const more = letter.isEntry ? [segment ?? ''] : Object.entries(others).map(([name, value]) => `${name}: ${value}`);
  return [`${idOf(letter)}${when}: ${letter.reason}`, ...more.map((line) => `    ${line}`)].join('\n');
}
