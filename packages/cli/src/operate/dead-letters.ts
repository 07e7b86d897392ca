import { userInfo } from 'node:os';
import {
  discardLetters,
  dropLetters,
  type FoundLetter,
  letterId,
  type LettersDone,
  type PipelineContext,
  putBackLetters,
  readDeadLetters,
  readDiscardedLetters,
  readPipeline,
  restoreLetters,
  retryCues,
} from '@cueline/operate';
import { createLog } from '@cueline/shared';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Prints all dead letters, or all that were discarded; returns the exit code.
 *
 * @throws CommandError
 */
export function listDeadLetters(
  { json, discarded }: { json: boolean; discarded: boolean },
  { env, print }: Host,
): Promise<number> {
  return withPipeline(env, async (pipeline) => {
    const letters = await (discarded ? readDiscardedLetters(pipeline) : readDeadLetters(pipeline));
    if (json) print(JSON.stringify(letters.map(asJson), undefined, 2));
    else if (letters.length === 0) print(discarded ? 'no dead letter is put aside' : 'there are no dead letters');
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
  return withPipeline(env, async (pipeline) => printDone('put back', await putBackLetters(pipeline, ids), print));
}

/**
 * Has cues that CXone rejected tried again; returns the exit code.
 *
 * @throws CommandError
 */
export function retryDeadLetters(ids: 'all' | readonly string[], { env, print }: Host): Promise<number> {
  const user = userInfo().username;
  return withPipeline(env, async (pipeline) => printDone('tried again', await retryCues(pipeline, ids, user), print));
}

/**
 * Puts dead letters aside for a day, or makes dead letters of them again; returns the exit code.
 *
 * @throws CommandError
 */
export function shelveDeadLetters(
  ids: readonly string[],
  how: 'discard' | 'restore',
  { env, print }: Host,
): Promise<number> {
  return withPipeline(env, async (pipeline) => {
    if (how === 'discard') {
      const done = await discardLetters(pipeline, ids);
      return printDone('put aside for 24 hours', done, print);
    }
    const done = await restoreLetters(pipeline, ids);
    const code = printDone('restored', done, print);
    for (const [id, now] of done.became) print(`${id} is dead letter ${now} now`);
    return code;
  });
}

/**
 * Removes dead letters for good, and logs each; returns the exit code.
 *
 * @throws CommandError
 */
export function dropDeadLetters(ids: 'all' | readonly string[], { env, print, stderr }: Host): Promise<number> {
  return withPipeline(env, async (pipeline) => {
    const log = createLog({ name: 'dead-letters', level: 'info', destination: stderr });
    const dropped = await dropLetters(pipeline, ids, (letter) => {
      const { interactionId, status } = letter.fields;
      const id = letterId(letter);
      log.info({ id, reason: letter.reason, interactionId, status }, 'dead letter dropped by an operator');
    });
    return printDone('dropped', dropped, print);
  });
}

function printDone(what: string, { count, complaints }: LettersDone, print: Host['print']): number {
  print(`${count} ${what}`);
  for (const complaint of complaints) print(`! ${complaint}`);
  return complaints.length === 0 ? ExitCode.ok : ExitCode.foundWrong;
}

function withPipeline(env: NodeJS.ProcessEnv, use: (pipeline: PipelineContext) => Promise<number>): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, PARTITIONS }) =>
    use(await readPipeline(redis, prefix, PARTITIONS)),
  );
}

const asJson = (letter: FoundLetter) => ({ ...letter.fields, id: shownId(letter), reason: letter.reason });

/** A letter that was discarded is known by the id that it had. */
const shownId = (letter: FoundLetter) => letterId({ ...letter, id: letter.formerId ?? letter.id });

/** A dead letter as a person reads it. */
function asText(letter: FoundLetter): string {
  const { heardAt, segment, ...others } = letter.fields;
  const heard = new Date(Number(heardAt)); // of a malformed entry it may be anything
  const when = Number.isNaN(heard.getTime()) ? '' : `, heard ${heard.toISOString()}`;
  const more = letter.isEntry ? [segment ?? ''] : Object.entries(others).map(([name, value]) => `${name}: ${value}`);
  return [`${shownId(letter)}${when}: ${letter.reason}`, ...more.map((line) => `    ${line}`)].join('\n');
}
