import { randomUUID } from 'node:crypto';
import { emptyState, formatState, parseRuleFile } from '@cueline/rules';
import { InteractionId } from '@cueline/shared';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { z } from 'zod';
import { ActResult, Audit, Preview } from '../contract/acts.js';
import { Queues } from '../contract/queues.js';
import { fromPage, startConsole, type TestConsole } from './console.fixture.js';
import { HttpError } from './route.js';

let console: TestConsole;
beforeAll(async () => {
  console = await startConsole({ hasLogin: false });
});
afterAll(() => console.stop());

async function post<T>(act: string, body: object, answer: z.ZodType<T>): Promise<T> {
  const { text } = await console.ask(`/api/acts/${act}`, fromPage(console.host, body));
  return answer.parse(JSON.parse(text));
}

const kept = async () => (await console.redis.xrange(console.keys.dead(0), '-', '+')).length;
const bury = (fields: Record<string, string>) =>
  console.redis.xadd(console.keys.dead(0), '*', ...Object.entries(fields).flat());

test('what came after the preview of an act on all letters of a reason is left as it is', async () => {
  for (let i = 0; i < 3; i += 1) await bury({ reason: 'it is no segment', entry: `${i}-0`, segment: '{}' });
  const reason = 'it is no segment';
  const { matches, upTo } = await post('discard?preview=1', { reason }, Preview);
  expect(matches).toBe(3);
  await bury({ reason, entry: '9-0', segment: '{}' });
  expect(await post('discard', { reason, upTo }, ActResult)).toMatchObject({ done: 3, left: 0 });
  expect(await kept()).toBe(1);
  await console.redis.del(console.keys.dead(0));
});

test('segments are put back, and requests tried again, whatever else has the same reason', async () => {
  const reason = 'cue_rejected';
  await bury({ reason, interactionId: '4711', status: '422' });
  await bury({ reason, entry: '1-0', segment: '{}' });
  expect(await post('put-back?preview=1', { reason }, Preview)).toMatchObject({ matches: 1 });
  expect(await post('retry?preview=1', { reason }, Preview)).toMatchObject({ matches: 1 });
  const { shelves } = Queues.parse(JSON.parse((await console.ask('/api/queues')).text));
  expect(shelves.find(({ shelf }) => shelf === 'dead')?.groups).toMatchObject([{ reason, count: 2, entries: 1 }]);
});

test('the audit says how many were left as they were, and names no call that could not be forgotten', async () => {
  const call = { interactionId: 'her-call-1', evenLive: false };
  await console.redis.hset(console.keys.interaction(0, InteractionId.parse(call.interactionId)), {
    state: '',
    rev: '1',
  });
  expect(await console.ask('/api/acts/forget', fromPage(console.host, call))).toMatchObject({ status: 409 });
  expect(await post('resume', {}, ActResult)).toMatchObject({ done: 0 });
  const { text } = await console.ask('/api/audit');
  expect(Audit.parse(JSON.parse(text)).entries.slice(0, 2)).toMatchObject([
    { act: 'resume', before: 1, after: 1 },
    { act: 'forget', before: 1, after: 1, result: 'failed: the call goes on: wait until it has ended' },
  ]);
  expect(text).not.toContain(call.interactionId);
});

test('while the archive does not answer no call is forgotten, and none that only it may have is unknown', async () => {
  const openStore = () => Promise.reject(new HttpError(503, 'unavailable', 'the archive does not answer'));
  const cut = await startConsole({ hasLogin: false, openStore });
  onTestFinished(() => cut.stop());
  const failure = { status: 503, text: expect.stringContaining('the archive does not answer') as unknown };
  const forget = (query: string) =>
    cut.ask(`/api/acts/forget${query}`, fromPage(cut.host, { interactionId: '4711', evenLive: false }));
  expect(await forget('?preview=1')).toMatchObject(failure);
  expect(await forget('')).toMatchObject(failure);
  expect(await cut.redis.hlen(cut.keys.erasures)).toBe(0);
  expect(await cut.ask('/api/calls/4711')).toMatchObject(failure);
  expect(await cut.ask('/api/calls?q=4711')).toMatchObject({ status: 200 });
  expect(await cut.ask('/api/audit')).toMatchObject({ status: 200 });
});

const RULES = `
version: 1
disclosures: [{id: notice, title: Notice, say: [call is recorded], due: 2s}]
`;

/** A live call that owes a notice. */
async function startCall(id: string): Promise<void> {
  const parsed = parseRuleFile(RULES, { file: 'rules.yaml', readFile: () => '' });
  if (!parsed.ok) throw new Error('the rules cannot be read');
  const { redis, keys } = console;
  await redis.hset(keys.packs, 'digest', JSON.stringify(parsed.pack));
  const stored = { pack: 'digest', rev: 'r', state: formatState(emptyState(1e6)), looks: '', endAt: '900000' };
  await redis.hset(keys.interaction(0, InteractionId.parse(id)), stored);
}

test('a preview counts nothing where there is nothing to be done', async () => {
  await startCall('on');
  const matches = async (act: string, body: object) => (await post(`${act}?preview=1`, body, Preview)).matches;
  const tick = (interactionId: string, rule: string) =>
    matches('acknowledge', { interactionId, rule, reason: 'said off the record' });
  expect(await tick('on', 'notice')).toBe(1);
  expect(await tick('on', 'fee')).toBe(0);
  expect(await tick('unheard-of', 'notice')).toBe(0);
  await post('acknowledge', { interactionId: 'on', rule: 'notice', reason: 'said off the record' }, ActResult);
  expect(await tick('on', 'notice')).toBe(0);
  expect(await matches('forget', { interactionId: 'on' })).toBe(1);
  expect(await matches('forget', { interactionId: 'unheard-of' })).toBe(0);
  await console.redis.hset(console.keys.outcomeEntries(0), 'ended', '1-1');
  expect(await matches('forget', { interactionId: 'ended' })).toBe(1);
  // what nobody knows is forgotten all the same: it may come with a backup
  expect(await post('forget', { interactionId: 'unheard-of' }, ActResult)).toMatchObject({ done: 0 });
});

test('an id is that of one act: the same is done once, and something else is refused', async () => {
  for (const id of ['one', 'other']) await startCall(id);
  const id = randomUUID();
  const tick = (interactionId: string, reason = 'said before') =>
    console.ask('/api/acts/acknowledge', fromPage(console.host, { id, interactionId, rule: 'notice', reason }));
  const first = await tick('one');
  expect(first).toMatchObject({ status: 200, text: expect.stringContaining('"done":1') as unknown });
  expect((await tick('one')).text).toBe(first.text);
  for (const other of [await tick('other'), await tick('one', 'another reason')])
    expect(other).toMatchObject({ status: 409, text: expect.stringContaining('another act') as unknown });
  const resume = await console.ask('/api/acts/resume', fromPage(console.host, { id }));
  expect(resume).toMatchObject({ status: 409 });
  const state = await console.redis.hget(console.keys.interaction(0, InteractionId.parse('other')), 'state');
  expect(state).toBe(formatState(emptyState(1e6)));
});
