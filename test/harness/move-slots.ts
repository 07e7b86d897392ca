import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RedisServer } from '@cueline/shared/testing';
import { askServer } from './ask-server.js';

const run = promisify(execFile);

/**
 * Moves the slots of one master of a Cluster that hold keys to another, with all that is in them, while both serve. `redis-cli` moves the lowest
 * slots alone, empty or not, which takes a minute for thousands of them.
 *
 * @returns the slots that were moved
 */
export async function moveFullSlots(from: RedisServer, to: RedisServer): Promise<number[]> {
  const names = (await askServer(from.port, ['KEYS', '*'])).filter(Boolean);
  const tags = new Set(names.map((name) => /\{[^}]+\}/.exec(name)?.[0] ?? name));
  const slots = await Promise.all([...tags].map(async (tag) => Number(await ask(from, 'KEYSLOT', tag))));
  for (const slot of slots) await moveSlot(slot, from, to);
  return slots;
}

/** In the steps that https://redis.io/docs/latest/commands/cluster-setslot/ gives. */
async function moveSlot(slot: number, from: RedisServer, to: RedisServer): Promise<void> {
  const setSlot = (port: number, ...how: string[]) => askServer(port, ['CLUSTER', 'SETSLOT', String(slot), ...how]);
  const [fromId, toId] = await Promise.all([nodeId(from), nodeId(to)]);
  await setSlot(to.port, 'IMPORTING', fromId);
  await setSlot(from.port, 'MIGRATING', toId);
  for (;;) {
    const names = (await askServer(from.port, ['CLUSTER', 'GETKEYSINSLOT', String(slot), '100'])).filter(Boolean);
    if (names.length === 0) break;
    await askServer(from.port, ['MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS', ...names]);
  }
  await setSlot(to.port, 'NODE', toId);
  await setSlot(from.port, 'NODE', toId);
}

const ask = async ({ port }: RedisServer, ...command: string[]): Promise<string> =>
  (await askServer(port, ['CLUSTER', ...command]))[0] ?? '';
const nodeId = (server: RedisServer) => ask(server, 'MYID');

/** Moves the lowest slots of one master of a Cluster to another, with all that is in them, while both serve. */
export async function moveSlots(from: RedisServer, to: RedisServer, count: number): Promise<void> {
  const [fromId, toId] = await Promise.all([nodeId(from), nodeId(to)]);
  const moved = ['--cluster-from', fromId, '--cluster-to', toId, '--cluster-slots', String(count), '--cluster-yes'];
  await run('redis-cli', ['--cluster', 'reshard', `127.0.0.1:${from.port}`, ...moved], { timeout: 60_000 });
}
