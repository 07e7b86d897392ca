import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { resumeCues, resumedSentences } from './pause.js';

test('where the next cue is being tried already, the wait is over, and no hold goes on', async () => {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  const { hold } = createKeys('cueline');
  await redis.hset(hold, {
    reason: 'forbidden',
    why: 'CXone answered 403',
    untilMs: `${Date.now() + 60_000}`,
    probing: '1',
  });
  const resumed = await resumeCues({ redis, prefix: 'cueline' });
  expect(resumed).toMatchObject({ ended: 'forbidden', held: { reason: 'forbidden', forMs: 0 } });
  expect(resumedSentences(resumed)).toEqual([
    'the wait is over: the next cue is tried at once (it was held back because CXone answered 403)',
  ]);
});
