import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { startRedisServer, type MoreArguments, type RedisServer } from './redis-server.js';
import { spawnRedis } from './spawn-redis.js';

/** A master, its replicas, and a Sentinel that promotes a replica after one second of silence from the master. */
export interface ReplicatedRedis {
  /** The initial master. */
  readonly master: RedisServer;
  /** Its initial replicas. */
  readonly replicas: readonly RedisServer[];
  /** The Sentinel's `host:port`; it calls the master `mymaster`. */
  readonly sentinel: string;
  readonly stop: () => Promise<void>;
}

/** Starts all servers; resolves when the replicas are in sync and the Sentinel knows them. */
export async function startReplicatedRedis({
  replicas: count = 1,
  moreArguments = () => [],
  staysMaster = false,
}: ReplicationOptions = {}): Promise<ReplicatedRedis> {
  const order = staysMaster ? ['--rename-command', 'SLAVEOF', ''] : [];
  const master = await startRedisServer((port) => [...moreArguments(port), ...order]);
  const follow = (port: number) => [...moreArguments(port), '--replicaof', `127.0.0.1 ${master.port}`];
  const replicas = await Promise.all(Array.from({ length: count }, () => startRedisServer(follow)));
  await Promise.all(replicas.map((replica) => replica.logged('sync: Finished with success')));
  const sentinel = await startSentinel(master.port, (port) => `port ${port}`);
  await Promise.all(replicas.map((replica) => sentinel.logged(`+slave slave 127.0.0.1:${replica.port}`)));
  return {
    master,
    replicas,
    sentinel: sentinel.address,
    stop: async () => {
      await Promise.all([sentinel.stop(), ...[master, ...replicas].map((server) => server.stop())]);
    },
  };
}

/**
 * Starts a Sentinel that watches one master; resolves when it does.
 *
 * @param listening returns the configuration lines that say how it listens on a port, and how it reaches Redis
 */
export async function startSentinel(masterPort: number, listening: (port: number) => string) {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-sentinel-'));
  const [port = 0] = await freePorts(1);
  const file = join(directory, 'sentinel.conf');
  await writeFile(file, `${listening(port)}\n${configuration(masterPort)}`);
  const sentinel = spawnRedis([file, '--sentinel']);
  await sentinel.logged('+monitor master mymaster');
  return {
    address: `127.0.0.1:${port}`,
    logged: (text: string) => sentinel.logged(text),
    stop: async () => {
      await sentinel.kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface ReplicationOptions {
  readonly replicas?: number;
  readonly moreArguments?: MoreArguments;
  /** Whether the initial master takes no order to become a replica, which would close its connections. */
  readonly staysMaster?: boolean;
}

/** The Sentinel's configuration; it writes its findings to the same file. */
function configuration(masterPort: number): string {
  return `
bind 127.0.0.1
sentinel monitor mymaster 127.0.0.1 ${masterPort} 1
sentinel down-after-milliseconds mymaster 1000
sentinel failover-timeout mymaster 5000
`;
}
