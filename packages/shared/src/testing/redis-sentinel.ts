import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { startRedisServer, type RedisServer } from './redis-server.js';
import { spawnRedis } from './spawn-redis.js';

/** A master, its replica, and a Sentinel that promotes the replica when the master has been silent for a second. */
export interface ReplicatedRedis {
  /** What was the master at first. */
  readonly master: RedisServer;
  /** Of the Sentinel, as `host:port`; it calls the master `mymaster`. */
  readonly sentinel: string;
  readonly stop: () => Promise<void>;
}

/** Starts them, and resolves when the replica has all and the Sentinel knows of it. */
export async function startReplicatedRedis(): Promise<ReplicatedRedis> {
  const master = await startRedisServer();
  const replica = await startRedisServer(() => ['--replicaof', `127.0.0.1 ${master.port}`]);
  await replica.logged('sync: Finished with success');
  const directory = await mkdtemp(join(tmpdir(), 'cueline-sentinel-'));
  const [port = 0] = await freePorts(1);
  const file = join(directory, 'sentinel.conf');
  await writeFile(file, configuration(port, master.port));
  const sentinel = spawnRedis([file, '--sentinel']);
  await sentinel.logged(`+slave slave 127.0.0.1:${replica.port}`);
  return {
    master,
    sentinel: `127.0.0.1:${port}`,
    stop: async () => {
      await Promise.all([sentinel.kill(), master.stop(), replica.stop()]);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A Sentinel keeps what it finds out in its file. */
function configuration(port: number, masterPort: number): string {
  return `
port ${port}
bind 127.0.0.1
sentinel monitor mymaster 127.0.0.1 ${masterPort} 1
sentinel down-after-milliseconds mymaster 1000
sentinel failover-timeout mymaster 5000
`;
}
