import { moveSlots } from '../harness/move-slots.js';
import type { ChaosRedis } from './chaos-redis.js';

/** Slots that change hands: with them about one in eight of those that Cueline uses. */
const SLOTS = 700;

/** Moves slots of a Cluster from one master to another, with what is in them, while it serves. */
export async function reshard(redis: ChaosRedis, strength: number): Promise<void> {
  const now = await redis.masters();
  const from = now[Math.floor(strength * now.length)];
  const to = now.find((other) => other !== from);
  if (from === undefined || to === undefined) throw new Error('there are no two masters');
  await moveSlots(from, to, SLOTS);
}
