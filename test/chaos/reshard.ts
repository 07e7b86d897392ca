import { askServer } from '../harness/ask-server.js';
import { moveSlots } from '../harness/move-slots.js';
import type { ChaosRedis } from './chaos-redis.js';

/** Slots that move: they include about one in eight of those that Cueline uses. */
const SLOTS = 700;

/**
 * Moves slots of a Cluster from one master to another, with what is in them, while it serves: from the one that has the
 * most, since a master that has lost its last slot becomes a replica.
 */
export async function reshard(redis: ChaosRedis, strength: number): Promise<void> {
  const masters = await redis.masters();
  const counts = await Promise.all(masters.map(({ port }) => countSlots(port)));
  const from = masters[counts.indexOf(Math.max(...counts))];
  const others = masters.filter((master) => master !== from);
  const to = others[Math.floor(strength * others.length)];
  if (from === undefined || to === undefined) throw new Error('there are no two masters');
  await moveSlots(from, to, SLOTS);
}

/** How many slots a master has: in its own line of the table of nodes, ranges of them follow its eight other fields. */
async function countSlots(port: number): Promise<number> {
  const nodes = await askServer(port, ['CLUSTER', 'NODES']);
  const [, , , , , , , , ...ranges] = nodes.find((line) => line.includes('myself'))?.split(' ') ?? [];
  const owned = ranges.filter((range) => !range.startsWith('[')); // others are on their way
  return owned.reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
}
