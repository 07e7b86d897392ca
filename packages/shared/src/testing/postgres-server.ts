import { execFile } from 'node:child_process';
import { on, once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { errorCode } from '../error-code.js';
import { freePorts } from './free-ports.js';
import { spawnBound } from './spawn-bound.js';

const run = promisify(execFile);

/** A test's own PostgreSQL. */
export interface PostgresServer {
  /** Of a database; `postgres` is there from the start. */
  readonly urlOf: (database: string) => string;
  /** Sends all its processes a signal: SIGSTOP freezes it until SIGCONT. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Ends it at once, as a crash would: what was under way is rolled back at the next start. */
  kill(): Promise<void>;
  /** Starts it again with the same port and data; kills it first if it is running. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Where the programs are: on the PATH, or where Debian puts them. */
export function findPostgres(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').toSorted(),
  ];
  return folders.findLast((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
}

/** PostgreSQL refuses to run as root: it then runs as another user. */
const OTHER_USER = { uid: 65_534, gid: 65_534 };

const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache', import.meta.url));

/** The folder of what initdb makes, which is made once: that takes more than a second of CPU, and a copy a fifth of it. */
async function newData(programs: string, other: typeof OTHER_USER | undefined): Promise<string> {
  const { stdout } = await run(join(programs, 'postgres'), ['--version']);
  const version = /\d[\w.]*/.exec(stdout)?.[0];
  const made = join(CACHE, `postgres-${version}-of-${other?.uid ?? process.getuid?.()}`);
  if (existsSync(made)) return made;
  const directory = await mkdtemp(join(tmpdir(), 'cueline-postgres-'));
  if (other !== undefined) await chown(directory, other.uid, other.gid);
  const data = join(directory, 'data');
  // without fsync: a test kills processes, and not the machine
  const initialise = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
  await run(join(programs, 'initdb'), initialise, { cwd: directory, ...other });
  // Beside its place, so that whoever looks meanwhile finds it whole or not at all; several may make it at once.
  await mkdir(CACHE, { recursive: true });
  const draft = `${made}.${process.pid}`;
  await run('cp', ['-a', data, draft]);
  await rename(draft, made).catch(() => rm(draft, { recursive: true }));
  await rm(directory, { recursive: true, force: true });
  return made;
}

/** Starts a private PostgreSQL on a free port; it ends with this process at the latest. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error("no PostgreSQL: 'npm run setup' installs it");
  const other = process.getuid?.() === 0 ? OTHER_USER : undefined;
  const directory = await mkdtemp(join(tmpdir(), 'cueline-postgres-'));
  if (other !== undefined) await chown(directory, other.uid, other.gid);
  const data = join(directory, 'data');
  await run('cp', ['-a', await newData(programs, other), data]);
  const [port = 0] = await freePorts(1);
  const options = ['fsync=off', 'listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const args = ['-D', data, ...options.flatMap((option) => ['-c', option])];
  let child = await start();

  async function start() {
    const started = spawnBound(join(programs ?? '', 'postgres'), args, { cwd: directory }, other);
    const output = createInterface({ input: started.stderr });
    const lines: string[] = [];
    for await (const [line] of on(output, 'line', { close: ['close'] })) {
      lines.push(String(line));
      if (String(line).includes('ready to accept connections')) {
        started.stderr.resume();
        return started;
      }
    }
    throw new Error(`postgres ended before it was ready:\n${lines.join('\n')}`);
  }
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill('SIGQUIT'); // "immediate shutdown": children end at once too
    await ended;
  };
  return {
    urlOf: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    signal: async (name) => {
      const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
      for (const pid of [child.pid, ...children.split(' ').filter(Boolean).map(Number)]) {
        try {
          if (pid !== undefined) process.kill(pid, name);
        } catch (error) {
          if (errorCode(error) !== 'ESRCH') throw error; // it has just ended
        }
      }
    },
    kill,
    restart: async () => {
      await kill();
      child = await start();
    },
    stop: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    },
  };
}
