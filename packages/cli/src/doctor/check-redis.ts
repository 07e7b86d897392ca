import { readRedisReport } from '@cueline/operate';
import {
  createKeys,
  parseLayout,
  readRedisServers,
  type RedisServerState,
  type RedisClient,
  type RedisSettings,
} from '@cueline/shared';
import { CommandError } from '../host/command-error.js';
import { withRedis } from '../redis/with-redis.js';
import { checkRights } from './check-rights.js';
import { type Diagnosis, fail, ok, unchecked, warn } from './diagnosis.js';

/** The oldest Redis that Cueline runs on. */
const OLDEST: readonly [major: number, minor: number] = [6, 2];
const NEARLY_FULL = 0.8;
const CLOCK_MS = 2_000;

/** Checks the Redis that the settings name. */
export async function checkRedisServer(env: NodeJS.ProcessEnv): Promise<Diagnosis[]> {
  try {
    return await withRedis(env, async (redis, settings) => {
      const servers = await readRedisServers(redis);
      return [
        await checkServers(redis, servers),
        durability(servers),
        await checkRights(redis, createKeys(settings.KEY_PREFIX)),
        await checkClock(redis),
        await checkPartitions(redis, settings),
      ];
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const others = ['durability', 'rights', 'clock', 'partitions'];
    return [fail('redis', error.message), ...others.map((check) => unchecked(check, 'Redis cannot be asked'))];
  }
}

async function checkServers(redis: RedisClient, servers: readonly RedisServerState[]): Promise<Diagnosis> {
  const versions = [...new Set(servers.map(({ version }) => version))];
  const old = versions.find(isOld);
  if (old !== undefined)
    return fail('redis', {
      reason: `Redis ${old} is too old`,
      remedy: `Cueline needs Redis ${OLDEST.join('.')} or later.`,
    });
  const { refusal } = await readRedisReport(redis);
  if (refusal !== undefined) return fail('redis', { reason: refusal.what, remedy: refusal.remedy ?? '' });
  const fullest = servers.toSorted((a, b) => shareOf(b) - shareOf(a))[0];
  if (fullest !== undefined && shareOf(fullest) > NEARLY_FULL)
    return warn('redis', {
      reason: `Redis uses ${Math.round(shareOf(fullest) * 100)} % of its maxmemory`,
      remedy: 'Raise maxmemory: a full Redis refuses what is heard.',
    });
  return ok('redis', `Redis ${versions.join(', ')} answers and takes writes`);
}

const shareOf = ({ usedBytes, limitBytes }: RedisServerState) => (limitBytes === 0 ? 0 : usedBytes / limitBytes);

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

function durability(servers: readonly RedisServerState[]): Diagnosis {
  const evicting = servers.find(({ evictionPolicy }) => evictionPolicy !== 'noeviction');
  const forgets = servers.some(({ appendOnly }) => !appendOnly);
  if (evicting === undefined && !forgets)
    return ok('durability', 'an append-only file is kept, and nothing is evicted');
  const found = [
    ...(forgets ? ['no append-only file is kept, so a restart of Redis loses everything'] : []),
    ...(evicting === undefined ? [] : [`when it is full, Redis evicts (${evicting.evictionPolicy})`]),
  ];
  return warn('durability', {
    reason: found.join('; '),
    remedy: 'Set appendonly yes and maxmemory-policy noeviction, in its configuration file too.',
  });
}

async function checkClock(redis: RedisClient): Promise<Diagnosis> {
  const sentMs = Date.now();
  const [seconds, micros] = await redis.time();
  const answeredMs = Date.now();
  const aheadMs = Number(seconds) * 1000 + Number(micros) / 1000 - (sentMs + answeredMs) / 2;
  const off = Math.abs(aheadMs) - (answeredMs - sentMs) / 2;
  if (off <= CLOCK_MS) return ok('clock', 'Redis and this machine agree on the time');
  const way = aheadMs > 0 ? 'ahead of' : 'behind';
  return warn('clock', {
    reason: `the clock of Redis is ${Math.round(Math.abs(aheadMs) / 1000)} s ${way} this machine's`,
    remedy: 'Keep both in step (NTP). Cueline goes by the clock of Redis.',
  });
}

async function checkPartitions(redis: RedisClient, { KEY_PREFIX, PARTITIONS }: RedisSettings): Promise<Diagnosis> {
  const kept = await redis.get(createKeys(KEY_PREFIX).partitions);
  if (kept === null) return ok('partitions', `${PARTITIONS}; nothing has been started yet under '${KEY_PREFIX}'`);
  const { partitions, next } = parseLayout(kept);
  if (next !== undefined)
    return ok('partitions', `${partitions}, and ${next.partitions} are to come: see 'cueline status'`);
  if (partitions === PARTITIONS) return ok('partitions', `${PARTITIONS}, as PARTITIONS says`);
  return ok('partitions', `${partitions}, which counts; PARTITIONS, ${PARTITIONS}, did at the first start`);
}
