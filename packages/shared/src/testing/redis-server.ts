import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { spawnRedis } from './spawn-redis.js';

/** A test's own `redis-server`, with an append-only file. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Resolves when it has logged a line with this text since it was last started. */
  logged(text: string): Promise<void>;
  /** Sends it a signal: SIGSTOP freezes it until SIGCONT. */
  signal(name: NodeJS.Signals): void;
  /** Kills it at once, as a crash would. */
  kill(): Promise<void>;
  /** Restarts it with the same port and data; kills it first if it is running. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** More arguments for a server, given its port; they override the usual ones. */
export type MoreArguments = (port: number) => readonly string[];

/** Starts a private `redis-server` on a free port; it ends with this process at the latest. */
export async function startRedisServer(moreArguments: MoreArguments = () => []): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-redis-'));
  const [port = 0] = await freePorts(1);
  let server = await start();

  async function start() {
    const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
    const kept = ['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    // sync a new replica at once; by default Redis waits for more replicas to arrive
    const copied = ['--repl-diskless-sync-delay', '0'];
    const started = spawnRedis([...where, ...kept, ...copied, ...moreArguments(port)]);
    await started.logged('Ready to accept connections');
    return started;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    logged: (text) => server.logged(text),
    signal: (name) => server.signal(name),
    kill: () => server.kill(),
    restart: async () => {
      await server.kill();
      server = await start();
    },
    stop: async () => {
      await server.kill();
      // a child that writes a snapshot or a new append-only file outlives the server for a moment
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
