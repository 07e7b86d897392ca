import type { z } from 'zod';
import { choiceSetting, setting, textSetting, wholeNumberSetting } from '../settings/setting.js';

const MAX_PORT = 65_535;

function nodesSetting() {
  return setting('host:port pairs separated by commas', (text) => {
    const nodes = text.split(',').map((node) => {
      const [, host = '', port] = /^(.+):(\d+)$/.exec(node.trim()) ?? [];
      return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
    });
    return nodes.every(({ port }) => port >= 1 && port <= MAX_PORT) ? nodes : undefined;
  });
}

/** A usable Redis URL: its user and password can be decoded, its database is a number. */
function redisUrlSetting() {
  return setting('a URL such as redis://user:password@host:6379 or rediss://host:6379', (text) => {
    const url = URL.parse(text);
    const isUsable =
      url !== null &&
      ['redis:', 'rediss:'].includes(url.protocol) &&
      url.hostname !== '' &&
      /^\/?$|^\/\d{1,9}$/.test(url.pathname) &&
      isDecodable(url.username) &&
      isDecodable(url.password);
    return isUsable ? text : undefined;
  });
}

function isDecodable(text: string): boolean {
  try {
    return typeof decodeURIComponent(text) === 'string';
  } catch {
    return false;
  }
}

/** How to reach Redis and how the keys are laid out in it. */
export const redisSettings = {
  /** Cluster and Sentinel use its scheme (`rediss` is TLS), user and password too. */
  REDIS_URL: redisUrlSetting().prefault('redis://127.0.0.1:6379'),
  REDIS_CLUSTER_NODES: nodesSetting().optional(),
  REDIS_SENTINELS: nodesSetting().optional(),
  /** The Sentinels' name for the master. */
  REDIS_SENTINEL_NAME: textSetting('the name of the master that the Sentinels watch').prefault('mymaster'),
  REDIS_SENTINEL_PASSWORD: textSetting('the password of the Sentinels').optional(),
  /** Default: `on` if the scheme of `REDIS_URL` is `rediss`, else `off`. */
  REDIS_SENTINEL_TLS: choiceSetting(['on', 'off']).optional(),
  /** Certificate of the authority that signed Redis' certificate, in PEM. */
  REDIS_TLS_CA: textSetting('a certificate in PEM form').optional(),
  /** Number of replicas that must confirm a write before it counts. */
  REDIS_MIN_REPLICAS: wholeNumberSetting(0, 5).prefault('0'),
  KEY_PREFIX: setting('letters, digits and . _ : -, without braces', (text) =>
    /^[\w.:-]+$/.test(text) ? text : undefined,
  ).prefault('cueline'),
  PARTITIONS: wholeNumberSetting(1, 1024).prefault('8'),
};
export type RedisSettings = z.infer<z.ZodObject<typeof redisSettings>>;
