import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { askServer } from './ask-server.js';
import type { ChaosRedis } from './chaos-redis.js';

const run = promisify(execFile);
/** How many slots move; among them are about one in eight of those that Cueline uses. */
const SLOTS = 700;

/** Moves slots of a Cluster from one master to another, with what is in them, while it serves. */
export async function reshard(redis: ChaosRedis, strength: number): Promise<void> {
  const now = await redis.masters();
  const from = now[Math.floor(strength * now.length)];
  const to = now.find((other) => other !== from);
  if (from === undefined || to === undefined) throw new Error('there are no two masters');
  const [fromId = '', toId = ''] = await Promise.all(
    [from, to].map(async ({ port }) => (await askServer(port, ['CLUSTER', 'MYID']))[0]),
  );
  const moved = ['--cluster-from', fromId, '--cluster-to', toId, '--cluster-slots', String(SLOTS), '--cluster-yes'];
  await run('redis-cli', ['--cluster', 'reshard', `127.0.0.1:${from.port}`, ...moved], { timeout: 60_000 });
}
