import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePorts } from './free-ports.js';
import { startRedisServer, type MoreArguments, type RedisServer } from './redis-server.js';

/** A Redis Cluster; each master has a replica that takes over after one second of silence. */
export interface RedisCluster {
  /** The initial masters: of the first third of the slots, the second, and the last. */
  readonly masters: readonly RedisServer[];
  /** Their initial replicas. */
  readonly replicas: readonly RedisServer[];
  readonly stop: () => Promise<void>;
}

const MASTERS = 3;
const REPLICAS = MASTERS;

/** Starts a Cluster; resolves when it accepts commands and each replica is in sync with its master. */
export async function startRedisCluster(moreArguments: MoreArguments = () => []): Promise<RedisCluster> {
  const busPorts = await freePorts(MASTERS + REPLICAS);
  const nodes = await Promise.all(
    busPorts.map(async (busPort) => ({ busPort, server: await startNode(busPort, moreArguments) })),
  );
  // redis-cli makes the first half masters, in order
  const addresses = nodes.map(({ busPort, server }) => `127.0.0.1:${server.port}@${busPort}`);
  const replicas = ['--cluster-replicas', String(REPLICAS / MASTERS)];
  await promisify(execFile)('redis-cli', ['--cluster', 'create', ...addresses, ...replicas, '--cluster-yes']);
  const servers = nodes.map(({ server }) => server);
  await Promise.all([
    ...servers.map((server) => server.logged('Cluster state changed: ok')),
    ...servers.slice(MASTERS).map((server) => server.logged('sync: Finished with success')),
  ]);
  return {
    masters: servers.slice(0, MASTERS),
    replicas: servers.slice(MASTERS),
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

function startNode(busPort: number, moreArguments: MoreArguments): Promise<RedisServer> {
  const silence = ['--cluster-node-timeout', '1000'];
  const clustered = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), ...silence];
  return startRedisServer((port) => [...clustered, ...moreArguments(port)]);
}
