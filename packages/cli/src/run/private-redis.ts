import { findFreePort } from './free-port.js';
import type { Service } from './supervise.js';

/** A redis-server for Cueline alone. */
export interface PrivateRedis {
  readonly url: string;
  readonly service: Service;
}

/**
 * Sets up the system's redis-server as a service on a free loopback port, with its data in this folder, which has to exist.
 * Append-only, flushed each second, and never evicting: what Cueline's promises need.
 */
export async function preparePrivateRedis(folder: string, env: NodeJS.ProcessEnv): Promise<PrivateRedis> {
  const port = await findFreePort();
  const url = `redis://127.0.0.1:${port}`;
  const config = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
    'maxmemory-policy': 'noeviction',
  };
  const args = Object.entries(config).flatMap(([key, value]) => [`--${key}`, value]);
  return {
    url,
    service: {
      name: 'redis',
      command: { file: 'redis-server', args, env, staysS: 2 },
      // Redis writes it once it has loaded all data.
      ready: (line) => (line.includes('Ready to accept connections') ? Promise.resolve(url) : undefined),
      tell: (line) => (/fatal|failed|could not|can't/i.test(line) ? line : undefined),
      mustStart: true, // a folder that it can't write, data that it can't read
    },
  };
}
