import { makeCertificates, startRedisCluster, startRedisServer, startReplicatedRedis } from '@cueline/shared/testing';
import { onTestFinished } from 'vitest';
import { connectTestRedis, type TestRedis } from './redis.js';

/** Starts Redis that speaks TLS only, with a certificate of an authority of its own, and asks for a password. */
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
export async function startSentinelRedis(): Promise<TestRedis> {
  const { master, sentinel, stop } = await startReplicatedRedis();
  onTestFinished(stop);
  return connectTestRedis(master, { REDIS_SENTINELS: sentinel });
}

/** Starts a Cluster; `server` is the master that holds the queue, and a third of the partitions. */
export async function startClusterRedis(): Promise<TestRedis> {
  const { masters, stop } = await startRedisCluster();
  onTestFinished(stop);
  const nodes = masters.map(({ port }) => `127.0.0.1:${port}`).join(',');
  // the slot of `{cueline}` is 6880, in the second third
  const holder = masters[1];
  if (holder === undefined) throw new Error('no master holds the queue');
  return connectTestRedis(holder, { REDIS_CLUSTER_NODES: nodes, PARTITIONS: '16' });
}
