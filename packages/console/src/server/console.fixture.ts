import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, createLog, createMetrics, createRedis, listen, readSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { createTasks } from '../analysis/run-task.js';
import { createAudit } from '../acts/audit.js';
import type { PerformContext } from '../acts/perform.js';
import { createAccess } from '../access/create-access.js';
import { createConsoleMetrics } from '../metrics.js';
import { ConsoleSettings } from '../settings.js';
import { createApp } from './create-app.js';
import { createReader } from './reader.js';
import { createRoutes } from './routes.js';
import { createViewers } from './viewers.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const TOKENS = { ann: 'operate', vic: 'view', tess: 'view', olga: 'operate', ada: 'analyse', ali: 'analyse' } as const;
export type Name = keyof typeof TOKENS;
/** The token of somebody. */
export const tokenOf = (name: Name): string => `secret-of-${name}`;

interface StartOptions {
  readonly hasLogin?: boolean;
  readonly openStore?: PerformContext['openStore'];
}

/** A console over a Redis of its own, on a real socket. `tess`, `olga` and `ali` may see calls of the team `blue` alone. */
export async function startConsole(
  { hasLogin = true, openStore = () => Promise.resolve(undefined) }: StartOptions = {},
  changed: Record<string, string> = {},
) {
  const server = await startRedisServer();
  const folder = await mkdtemp(join(tmpdir(), 'cueline-console-'));
  const file = join(folder, 'tokens');
  const lines = Object.entries(TOKENS).map(([name, role]) => {
    const digest = createHash('sha256').update(`secret-of-${name}`).digest('hex');
    return `${name} ${role} ${digest}${['tess', 'olga', 'ali'].includes(name) ? ' team=blue' : ''}`;
  });
  await writeFile(file, ['# who may log in', ...lines, ''].join('\n'));
  const settings = readSettings(ConsoleSettings, {
    REDIS_URL: server.url,
    ...(hasLogin ? { CONSOLE_TOKENS_FILE: file } : {}),
    ...changed,
  });
  const log = createLog({ name: 'test', level: 'silent' });
  const redis = createRedis(settings, { role: 'commands', log });
  const prefix = settings.KEY_PREFIX;
  const keys = createKeys(prefix);
  await redis.set(keys.partitions, '1');
  const pipeline = { redis, prefix, epoch: 0, partitions: 1 };
  const viewers = createViewers();
  const stopping = new AbortController();
  const { signal } = stopping;
  const registry = createMetrics('test');
  const metrics = createConsoleMetrics(registry, viewers.count);
  const reader = createReader({ pipeline, viewers, openStore, timeZone: 'UTC', metrics, log, signal });
  const access = createAccess(settings, { redis, keys });
  const routes = createRoutes({
    settings,
    version: '1',
    reader,
    viewers,
    audit: createAudit({ redis, keys }),
    access,
    tasks: createTasks(),
    log,
    performing: { pipeline, openStore, folder: undefined },
  });
  const app = createApp({
    routes,
    access,
    page: new Map([['/index.html', { body: new Uint8Array(), type: 'text/html', cache: 'no-cache' }]]),
    metrics: registry,
    checks: new Map(),
    log,
  });
  const { server: http, port } = await listen(app, '127.0.0.1', 0);
  const running = reader.run();
  return {
    routes,
    app,
    redis,
    keys,
    viewers,
    host: `127.0.0.1:${port}`,
    /** Sends a request with these headers and no others but `Host`, which they may have too. */
    ask: (path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
          if (String(answer.headers['content-type']).startsWith('text/event-stream')) {
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: '' });
            answer.destroy();
            return;
          }
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          );
        });
        sent.on('error', reject);
        // A body that is refused is not read to its end: the answer counts, and not how its sending ended.
        sent.on('socket', (socket) => socket.on('error', () => undefined));
        sent.end(body);
      }),
    /** Opens the stream of a page; says when the console has closed it. */
    watch: (headers: Readonly<Record<string, string>>): Promise<{ isClosed: () => boolean }> =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path: '/api/live', headers }, (answer) => {
          answer.resume();
          resolve({ isClosed: () => answer.readableEnded });
        });
        sent.on('error', reject);
        sent.end();
      }),
    stop: async () => {
      stopping.abort();
      viewers.close();
      http.close();
      await running;
      redis.disconnect();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
export type TestConsole = Awaited<ReturnType<typeof startConsole>>;

/** What a page sends with an act. */
export const fromPage = (host: string, body: object, token?: string): Ask => ({
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'Sec-Fetch-Site': 'same-origin',
    Origin: `http://${host}`,
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  },
  body: JSON.stringify({ id: randomUUID(), ...body }),
});
