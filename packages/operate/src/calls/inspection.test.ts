import { createKeys, InteractionId } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { inspect } from './inspection.js';

test('a damaged interaction, or one whose rules are gone, is reported in one line', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const keys = createKeys('cueline');
  const id = InteractionId.parse('4711');
  const inspected = () => inspect(id, { redis, prefix: 'cueline', partitions: 1 });
  const unreadable = {
    name: 'UnreadableCallError',
    message: 'what is known of 4711 cannot be read: it was damaged, or another version wrote it',
  };
  expect(await inspected()).toBeUndefined();
  await redis.hset(keys.interaction(0, id), {
    pack: 'digest',
    state: '[0,0,{},[],null,null]',
    looks: '',
    endAt: '900000',
  });
  await expect(inspected()).rejects.toMatchObject(unreadable);
  await redis.hset(keys.packs, 'digest', '{}');
  await redis.hset(keys.interaction(0, id), { state: 'damaged' });
  await expect(inspected()).rejects.toMatchObject(unreadable);
});
