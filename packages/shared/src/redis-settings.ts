import { z } from 'zod';
import { setting, textSetting, urlSetting, wholeNumberSetting } from './setting.js';

/** `host:port` */
const HostPort = z.templateLiteral([z.string().min(1), ':', z.int().min(1).max(65_535)]);

function nodesSetting() {
  const expected = 'host:port pairs separated by commas';
  return setting(expected, (text) => {
    const nodes = text.split(',').map((node) => node.trim());
    if (!nodes.every((node) => HostPort.safeParse(node).success)) return undefined;
    return nodes.map((node) => {
      const colon = node.lastIndexOf(':');
      return { host: node.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(node.slice(colon + 1)) };
    });
  });
}

/** How to reach Redis and how the keys are laid out in it. */
export const redisSettings = {
  /** Also for Cluster and Sentinel: its scheme (`rediss` is TLS), user and password count there too. */
  REDIS_URL: urlSetting(['redis', 'rediss']).prefault('redis://127.0.0.1:6379'),
  REDIS_CLUSTER_NODES: nodesSetting().optional(),
  REDIS_SENTINELS: nodesSetting().optional(),
  /** Sentinel's name of the master. */
  REDIS_SENTINEL_NAME: textSetting('the name of the master that the Sentinels watch').prefault('mymaster'),
  REDIS_SENTINEL_PASSWORD: textSetting('the password of the Sentinels').optional(),
  /** Certificate of the authority that signed Redis' certificate, in PEM. */
  REDIS_TLS_CA: textSetting('a certificate in PEM form').optional(),
  KEY_PREFIX: setting('letters, digits and . _ : -, without braces', (text) =>
    /^[\w.:-]+$/.test(text) ? text : undefined,
  ).prefault('cueline'),
  PARTITIONS: wholeNumberSetting(1, 1024).prefault('8'),
};
export type RedisSettings = z.infer<z.ZodObject<typeof redisSettings>>;
