import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RedisServer } from '@cueline/shared/testing';
import { askServer } from './ask-server.js';

const run = promisify(execFile);

/** Moves the lowest slots of one master of a Cluster to another, with all that is in them, while both serve. */
export async function moveSlots(from: RedisServer, to: RedisServer, count: number): Promise<void> {
  const [fromId = '', toId = ''] = await Promise.all(
    [from, to].map(async ({ port }) => (await askServer(port, ['CLUSTER', 'MYID']))[0]),
  );
  const moved = ['--cluster-from', fromId, '--cluster-to', toId, '--cluster-slots', String(count), '--cluster-yes'];
  await run('redis-cli', ['--cluster', 'reshard', `127.0.0.1:${from.port}`, ...moved], { timeout: 60_000 });
}
