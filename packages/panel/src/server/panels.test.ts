import { randomUUID } from 'node:crypto';
import { emptyState, formatState, parseRuleFile } from '@cueline/rules';
import { createKeys, createLog, createRedis, type EventStream, InteractionId, redisSettings } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { ShownMessage } from '../contract/panel.js';
import type { PanelTarget } from '../link/link.js';
import { createFollower } from '../reading/follow-calls.js';
import { createPanels } from './panels.js';

const RULES = 'version: 1\ndisclosures: [{id: notice, title: Notice, say: [this call is recorded], due: 30s}]';
const keys = createKeys('cueline');
const log = createLog({ name: 'test', level: 'silent' });

/** Redis with live calls, and the panels of a process that follows them. */
async function startPanels() {
  const server = await startRedisServer();
  const redis = createRedis(z.object(redisSettings).parse({ REDIS_URL: server.url }), { role: 'commands', log });
  const stopping = new AbortController();
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules have mistakes');
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
  const follower = createFollower({
    pipeline: { redis, prefix: 'cueline', epoch: 0, partitions: 1 },
    isWatched: () => panels.count() > 0,
    isLookedAt: (id, agents) => panels.areOn(id, agents),
    onLook: () => panels.update(),
    log,
    signal: stopping.signal,
  });
  const panels = createPanels({ follower, onShown: () => undefined, now: () => performance.now() });
  const running = follower.run();
  onTestFinished(async () => {
    stopping.abort();
    await running;
    redis.disconnect();
    await server.stop();
  });
  const change = async (id: string, fields: Readonly<Record<string, string>>) => {
    await redis.hset(keys.interaction(0, InteractionId.parse(id)), fields);
    await redis.xadd(keys.changes(0), 'NOMKSTREAM', '*', id, '');
  };
  return {
    follower,
    /** A call is on, and has this agent. */
    call: async (id: string, agentName: string, heardAtMs: number): Promise<void> => {
      const attributes = { agentName: [[heardAtMs * 1000, agentName] satisfies [number, string]] };
      const state = formatState({ ...emptyState(heardAtMs * 1000), attributes });
      await redis.zadd(keys.deadlines(0), '900000', id);
      await change(id, { pack: 'digest', rev: randomUUID(), state, looks: '', endAt: '900000' });
    },
    end: (id: string) => change(id, { closed: 'end' }),
    /** Opens a panel; `shown` is what it was sent, one after the other. */
    open: (target: PanelTarget) => {
      const shown: string[] = [];
      const stream: EventStream = {
        id: randomUUID(),
        response: new Response(),
        send(event, data) {
          if (event !== 'shown') return true;
          const now = ShownMessage.parse(data).shown;
          shown.push('id' in now ? `${now.id} ${'agent' in now ? now.agent : now.kind}` : now.kind);
          return true;
        },
        close: () => panels.remove(stream.id),
      };
      panels.add(stream, target, Infinity);
      return { shown, close: () => stream.close() };
    },
  };
}

test('of a call that no panel is open on only its agent is kept; whoever opens one, or is given the call, sees it at once', async () => {
  const { follower, call, end, open } = await startPanels();
  await call('1', 'Ann', 1000);
  await call('2', 'Ben', 2000);
  const other = open({ agent: 'Cleo' });
  await expect.poll(() => other.shown).toEqual(['looking', 'none']);
  const known = () => follower.call('1')?.known;
  expect(known()).toMatchObject({ agents: ['Ann'] });
  expect(known()).not.toHaveProperty('read');
  expect(known()).not.toHaveProperty('shown');

  const ofAnn = open({ agent: 'Ann' });
  const ofCall = open({ call: '2' });
  await expect.poll(() => ofCall.shown).toEqual(['2 Ben']);
  await expect.poll(() => ofAnn.shown).toEqual(['1 Ann']);
  await call('2', 'Ann', 2000); // Ben transfers it
  await expect.poll(() => ofAnn.shown).toEqual(['1 Ann', '2 Ann']);
  await end('2');
  await expect.poll(() => ofCall.shown).toEqual(['2 Ben', '2 Ann', '2 over']);
  await expect.poll(() => ofAnn.shown).toEqual(['1 Ann', '2 Ann', '1 Ann']);
  expect(known()).toHaveProperty('read');

  ofAnn.close();
  await call('1', 'Ann', 1000);
  await expect.poll(known).not.toHaveProperty('read');
  expect(other.shown).toEqual(['looking', 'none']);
});
