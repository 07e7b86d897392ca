import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';
import { spawnRedis } from './spawn-redis.js';

/** A `redis-server` of a test's own, with an append-only file. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Resolves when it has logged a line with this text since it was last started. */
  logged(text: string): Promise<void>;
  /** Sends it a signal: SIGSTOP freezes it until SIGCONT. */
  signal(name: NodeJS.Signals): void;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on its port and data; ends it first where it still runs. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** What a server is told beyond the usual, by the port that it is to listen on; it outdoes the usual. */
export type MoreArguments = (port: number) => readonly string[];

/** Starts a private `redis-server` on a free port; it ends with this process at the latest. */
export async function startRedisServer(moreArguments: MoreArguments = () => []): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-redis-'));
  const [port = 0] = await freePorts(1);
  let server = await start();

  async function start() {
    const where = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory];
    const kept = ['--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
    // a replica that comes gets its copy at once: by default others that may come too are waited for
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
      // a child of it that writes a snapshot or a new append-only file outlives it for a moment
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
