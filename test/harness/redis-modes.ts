import {
  makeCertificates,
  startRedisCluster,
  startRedisServer,
  startReplicatedRedis,
  startSentinel,
} from '@cueline/shared/testing';
import { onTestFinished } from 'vitest';
import { connectTestRedis, startRedis, type TestRedis } from './redis.js';

/** Writes wait for a replica, so that the replica which takes over has all that was answered: else a cue may be shown again. */
const REPLICATED = { REDIS_MIN_REPLICAS: '1' };

/** Starts Redis as the environment variable `REDIS_MODE` says: `standalone` (the default), `sentinel` or `cluster`. */
export function startRedisAsSet(): Promise<TestRedis> {
  const mode = process.env['REDIS_MODE'] ?? 'standalone';
  switch (mode) {
    case 'standalone':
      return startRedis();
    case 'sentinel':
      return startSentinelRedis(REPLICATED);
    case 'cluster':
      return startClusterRedis(REPLICATED);
    default:
      throw new RangeError(`REDIS_MODE should be standalone, sentinel or cluster, not ${mode}`);
  }
}

type Settings = Readonly<Record<string, string>>;

/** Starts Redis that speaks TLS only, with a certificate from its own authority, and requires a password. */
export async function startTlsRedis(): Promise<TestRedis> {
  const { authority, certificate, key, remove } = await makeCertificates();
  onTestFinished(remove);
  const password = 'p@ss/word';
  const files = ['--tls-ca-cert-file', authority, '--tls-cert-file', certificate, '--tls-key-file', key];
  const access = [...files, '--tls-auth-clients', 'no', '--requirepass', password];
  const server = await startRedisServer((port) => ['--port', '0', '--tls-port', String(port), ...access]);
  onTestFinished(() => server.stop());
  const url = `rediss://:${encodeURIComponent(password)}@127.0.0.1:${server.port}`;
  return connectTestRedis(server, { REDIS_URL: url, REDIS_TLS_CA_FILE: authority });
}

/** Starts a master with a replica and a Sentinel; `server` is the master. */
export async function startSentinelRedis(settings: Settings = {}): Promise<TestRedis> {
  const { master, replicas, sentinel, stop } = await startReplicatedRedis();
  onTestFinished(stop);
  return connectTestRedis(master, { REDIS_SENTINELS: sentinel, ...settings }, [master, ...replicas]);
}

/** Starts a Cluster; `server` is the master that holds the queue, and a third of the partitions. */
export async function startClusterRedis(settings: Settings = {}): Promise<TestRedis> {
  const { masters, replicas, stop } = await startRedisCluster();
  onTestFinished(stop);
  const nodes = masters.map(({ port }) => `127.0.0.1:${port}`).join(',');
  // the slot of `{cueline}` is 4274, in the first third
  const [holder] = masters;
  if (holder === undefined) throw new Error('no master holds the queue');
  const environment = { REDIS_CLUSTER_NODES: nodes, PARTITIONS: '16', ...settings };
  return connectTestRedis(holder, environment, [...masters, ...replicas]);
}

/** Starts a master and a Sentinel that speak TLS only, each with a password of its own. */
export async function startTlsSentinelRedis(): Promise<TestRedis> {
  const { authority, certificate, key, remove } = await makeCertificates();
  onTestFinished(remove);
  const files = ['tls-ca-cert-file', authority, 'tls-cert-file', certificate, 'tls-key-file', key];
  const tls = [...files, 'tls-auth-clients', 'no', 'tls-replication', 'yes', 'port', '0'];
  const flags = tls.map((word, index) => (index % 2 === 0 ? `--${word}` : word));
  const password = ['--requirepass', 'of-the-master'];
  const master = await startRedisServer((port) => [...flags, '--tls-port', String(port), ...password]);
  onTestFinished(() => master.stop());
  const lines = tls.map((word, index) => (index % 2 === 0 ? `\n${word}` : ` ${word}`)).join('');
  const sentinel = await startSentinel(master.port, (port) => `tls-port ${port}\nrequirepass of-the-sentinel${lines}`);
  onTestFinished(() => sentinel.stop());
  return connectTestRedis(master, {
    REDIS_URL: 'rediss://:of-the-master@unused.invalid',
    REDIS_SENTINELS: sentinel.address,
    REDIS_SENTINEL_PASSWORD: 'of-the-sentinel',
    REDIS_TLS_CA_FILE: authority,
  });
}
