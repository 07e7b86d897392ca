import { emptyState, formatState, parseRuleFile } from '@cueline/rules';
import { createKeys, InteractionId } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { inspect } from './inspection.js';

const keys = createKeys('cueline');
const id = InteractionId.parse('4711');

async function startInspecting() {
  const server = await startRedisServer();
  onTestFinished(() => server.stop());
  const redis = new Redis(server.url);
  onTestFinished(() => redis.disconnect());
  return { redis, inspected: () => inspect(id, { redis, prefix: 'cueline', partitions: 1 }) };
}

test('numbers in attributes are masked', async () => {
  const { redis, inspected } = await startInspecting();
  const text = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [hello], due: 2s}]';
  const parsed = parseRuleFile(text, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules cannot be read');
  const state = { ...emptyState(1e6), attributes: { note: [[1e6, 'card 4111 1111 1111 1111'] as [number, string]] } };
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
  const stored = { pack: 'digest', state: formatState(state), looks: '', endAt: '900000' };
  await redis.hset(keys.interaction(0, id), stored);
  expect((await inspected())?.live?.state.attributes).toEqual({ note: [[1000, 'card [number]']] });
});

test('a damaged interaction, or one whose rules are gone, is reported in one line', async () => {
  const { redis, inspected } = await startInspecting();
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
