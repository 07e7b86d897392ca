import { emptyState, formatHeard, formatPiece, formatState, parseRuleFile } from '@cueline/rules';
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
  return { redis, inspected: () => inspect(id, { redis, prefix: 'cueline', epoch: 0, partitions: 1 }) };
}

/** Stores rules under their digest. */
async function storeRules(redis: Redis): Promise<void> {
  const text = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [hello], due: 2s}]';
  const parsed = parseRuleFile(text, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules cannot be read');
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
}

test('numbers in attributes are masked', async () => {
  const { redis, inspected } = await startInspecting();
  await storeRules(redis);
  const state = { ...emptyState(1e6), attributes: { note: [[1e6, 'card 4111 1111 1111 1111'] as [number, string]] } };
  const stored = { pack: 'digest', state: formatState(state), looks: '', endAt: '900000' };
  await redis.hset(keys.interaction(0, id), stored);
  expect((await inspected())?.live?.state.attributes).toEqual({ note: [[1000, 'card [number]']] });
});

test('what was heard last is shown in each format, and recent speech from its pieces', async () => {
  const { redis, inspected } = await startInspecting();
  await storeRules(redis);
  const segment = {
    segmentId: 's',
    speaker: 'agent',
    text: 'hello',
    atUs: 2e6,
    heardAtUs: 2e6,
    confidence: 1,
  } as const;
  const state = emptyState(1e6);
  const tail = { segments: [segment], finalBefore: {} };
  const heard = formatHeard({ state: { ...state, lastHeardAtUs: 2e6 }, tail }, [3]);
  const stored = {
    v: '2',
    pack: 'digest',
    state: formatState(state),
    heard,
    t3: formatPiece(segment),
    looks: '',
    endAt: '1',
  };
  await redis.hset(keys.interaction(0, id), stored);
  expect((await inspected())?.live).toMatchObject({
    state: { lastHeardAtMs: 2000 },
    tail: [{ text: 'hello', heardAtMs: 2000 }],
  });
  await redis.hdel(keys.interaction(0, id), 'heard', 't3');
  const before = { v: '1', state: formatState({ ...state, lastHeardAtUs: 2e6 }) };
  await redis.hset(keys.interaction(0, id), before);
  expect((await inspected())?.live).toMatchObject({ state: { lastHeardAtMs: 2000 }, tail: [] });
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
