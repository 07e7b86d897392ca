import {
  createLog,
  createRedis,
  isMisconf,
  readSettings,
  redisSettings,
  type RedisClient,
  type RedisSettings,
  SettingsError,
  UnreadableLayoutError,
} from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { dataFolder } from './data-folder.js';
import { ExitCode } from '../host/exit-code.js';
import { redisSetting } from './redis-setting.js';
import { createRedisNote } from './running-redis.js';

const ANSWERS_WITHIN_MS = 3_000;

/**
 * Connects to the Redis that the settings name and calls `use`; if they name none, to that of a `cueline up` that runs here.
 *
 * @throws CommandError when a setting is wrong, or Redis does not answer or refuses what is asked
 */
export async function withRedis<T>(
  env: NodeJS.ProcessEnv,
  use: (redis: RedisClient, settings: RedisSettings) => Promise<T>,
): Promise<T> {
  const named = redisSetting(env);
  const noted = named === undefined ? await createRedisNote(dataFolder).read() : undefined;
  const settings = readRedisSettings(noted === undefined ? env : { ...env, REDIS_URL: noted });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'cueline', level: 'silent' }) });
  let refusal: CommandError | undefined;
  // A Cluster asks one node after the other and never says why none lets it in.
  redis.on('node error', (error) => (refusal ??= refusalIn(error) ?? complaintIn(error)));
  let failure: Error | undefined;
  redis.on('error', (error: Error) => {
    failure = error;
    refusal ??= refusalIn(error);
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(refusal ?? absence(settings, named, failure)), ANSWERS_WITHIN_MS);
  });
  try {
    const answer = redis.ping().catch((error: unknown) => {
      if (!isMisconf(error)) throw error;
    });
    await Promise.race([answer, tooLong]);
    return await use(redis, settings);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    if (error instanceof UnreadableLayoutError)
      throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    throw refusalIn(error) ?? complaintIn(error) ?? error;
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

/** What Redis answers to those it does not know, and to those who may not do what they ask for, in scripts too. */
const REFUSED = /^(NOAUTH|WRONGPASS|NOPERM|DENIED)\b|The user executing the script can't|max number of clients/;

/** What to do about a refusal; else to check who asks. */
const REMEDIES: readonly (readonly [said: string, remedy: string])[] = [
  ['DENIED', 'give Redis a password, and REDIS_URL the same'],
  ['max number of clients', 'raise maxclients of Redis, or find out who holds so many connections'],
];

function refusalIn(error: unknown): CommandError | undefined {
  if (!(error instanceof Error && REFUSED.test(error.message))) return undefined;
  // Redis' own sentence is about the command HELLO, which nobody has typed.
  const said = error.message.startsWith('NOAUTH')
    ? 'NOAUTH (it asks for a password)'
    : error.message.replace(/\.$/, '');
  const remedy = REMEDIES.find(([part]) => said.includes(part))?.[1] ?? 'check REDIS_URL';
  return new CommandError(ExitCode.configuration, `Redis refuses: ${said}; ${remedy}`, { cause: error });
}

/** An answer of Redis that it cannot do what it is asked: it is full, or busy, or keeps something else under a key. */
const Complaint = z.object({
  name: z.literal('ReplyError'),
  message: z.string(),
  command: z.object({ name: z.string(), args: z.array(z.unknown()) }),
});

/** What ioredis says where a node is away and no other has taken its place yet. */
const NODE_AWAY = 'Too many Cluster redirections';

function complaintIn(error: unknown): CommandError | undefined {
  if (error instanceof Error && error.message.startsWith(NODE_AWAY))
    return new CommandError(ExitCode.foundWrong, 'a node of the Cluster does not answer', { cause: error });
  const { data } = Complaint.safeParse(error);
  if (data === undefined) return undefined;
  const { message, command } = data;
  const where = message.startsWith('WRONGTYPE') ? ` (${command.name} ${String(command.args[0])})` : '';
  return new CommandError(ExitCode.foundWrong, `Redis refuses: ${message}${where}`, { cause: error });
}

/** @param failure the latest error of the connection; undefined if it is open, and nothing comes */
function absence(
  settings: RedisSettings,
  named: ReturnType<typeof redisSetting>,
  failure: Error | undefined,
): CommandError {
  const nodes = named === undefined || named === 'REDIS_URL' ? undefined : settings[named];
  const where = nodes?.map(({ host, port }) => `${host}:${port}`).join(', ') ?? new URL(settings.REDIS_URL).host;
  const orHere = named === undefined ? ", or run it where 'cueline up' runs" : '';
  const reason = nodes === undefined ? `: ${absenceReason(failure)}` : '';
  const message = `Redis does not answer (${where})${reason}; ${named ?? 'REDIS_URL'} says where it is${orHere}`;
  return new CommandError(ExitCode.foundWrong, message);
}

function absenceReason(failure: Error | undefined): string {
  if (failure === undefined) return 'it hangs or is busy, or the network drops what is sent';
  if (failure.message.includes('ECONNREFUSED')) return 'nothing listens there, so start it';
  if (/ENOTFOUND|EAI_AGAIN/.test(failure.message)) return 'there is no such name';
  return failure.message === '' ? failure.name : failure.message;
}

function readRedisSettings(env: NodeJS.ProcessEnv): RedisSettings {
  try {
    return readSettings(z.object(redisSettings), env);
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(ExitCode.configuration, error.message, { cause: error });
    throw error;
  }
}
