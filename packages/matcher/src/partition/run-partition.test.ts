import { InteractionId } from '@cueline/shared';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test, vi } from 'vitest';
import { GROUP } from '../stream/group.js';
import { startPartition } from './partition.fixture.js';
import { runPartition } from './run-partition.js';

const LEFT = Array.from({ length: 5 }, (_, i) => InteractionId.parse(`left ${i}`));
const NEW = InteractionId.parse('new');

test('a replica that takes over what a broken connection left under its own name goes on to the end of it', async () => {
  const partition = await startPartition();
  const { redis, keys, processing } = partition;
  const reader = new Redis(partition.server.url);
  const stopping = new AbortController();
  for (const id of LEFT) await partition.write(1000, { text: 'hello' }, id);
  await partition.take('other'); // the consumer that the fixture claims for

  const processed: string[] = [];
  const apply: typeof processing.interactions.apply = async (at, range, updates) => {
    // While it takes over the first, it reads another.
    if (processed.length === 0) {
      await partition.write(2000, { text: 'hello' }, NEW);
      await vi.waitUntil(async () => (await redis.xpending(keys.segments(0), GROUP))[0] === LEFT.length + 1);
    }
    processed.push(...updates.map(({ interactionId }) => interactionId));
    return processing.interactions.apply(at, range, updates);
  };
  const running = runPartition(
    {
      ...partition,
      partition: 0,
      reader,
      processing: { ...processing, interactions: { ...processing.interactions, apply } },
    },
    stopping.signal,
  );
  onTestFinished(async () => {
    stopping.abort();
    await running;
    reader.disconnect();
    await partition.stop();
  });
  await expect.poll(() => redis.xlen(keys.segments(0)), { timeout: 10_000 }).toBe(0);
  expect(processed.slice(0, LEFT.length)).toEqual(LEFT);
});
