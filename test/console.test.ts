import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConsoleSettings } from '@cueline/console';
import { createKeys, InteractionId, partitionOf, readSettings } from '@cueline/shared';
import { expect, onTestFinished, test } from 'vitest';
import { CallDetail } from '../packages/console/src/contract/call.js';
import { Audit } from '../packages/console/src/contract/acts.js';
import { Flow } from '../packages/console/src/contract/flow.js';
import { Letters, Queues } from '../packages/console/src/contract/queues.js';
import { Report } from '../packages/console/src/contract/reports.js';
import { Rules, TriedSpeech } from '../packages/console/src/contract/rules.js';
import { makeDirectory, runCueline } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { findKeys } from './harness/find-keys.js';
import { openLivePage } from './harness/live-page.js';
import { type PipelineOptions, startPipeline } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

const keys = createKeys('cueline');
const soon = { timeout: 60_000 };
const RULES = `
version: 1
disclosures:
  - {id: notice, title: Recording notice, say: ["this call is [being] recorded"], due: 10s}
  - {id: terms, title: Terms, say: ["our terms apply"], due: 90m}
prohibited:
  - {id: promise, title: Guaranteed returns, say: ["guaranteed returns"], cue: {priority: critical}}
limits: {quiet: 0s}
`;

/** Starts a console, with these settings, and the processes that a test needs beside it. */
async function startAll(
  settings: Record<string, string> = {},
  counts: Pick<PipelineOptions, 'ingests' | 'publishers'> = { publishers: 0 },
) {
  const pipeline = await startPipeline({ ...counts, rulesFile: await writeRules(RULES), settings: QUICK });
  const console = await startProcess('console', { ...pipeline.redis.environment, ...settings });
  await console.ready();
  let said = 0;
  const url = console.url();
  return {
    pipeline,
    console,
    url,
    say: (interactionId: string, text: string, attributes: Record<string, string> = {}) =>
      pipeline.simulator.pushFrame({
        ...speechFrame({ interactionId, segmentId: `s${(said += 1)}`, text }),
        attributes,
      }),
    get: async (path: string): Promise<unknown> => (await fetch(`${url}/api/${path}`)).json(),
    post: async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json', Origin: url };
      const answer = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    },
  };
}

test('a page sees calls as they are heard, owe, are cued, and end; one that is open says when it changes', async () => {
  const { pipeline, url, say, get } = await startAll({}, {});
  const page = await openLivePage(url, 'view=now');
  say('a', 'hello there', { agent: 'Ann Lee', skill: 'loans' });
  const chipsOf = (id: string) =>
    page
      .rows()
      .find((row) => row.id === id)
      ?.chips.map(({ rule, kind }) => `${rule} ${kind}`);
  await expect.poll(() => chipsOf('a'), soon).toEqual(['notice pending', 'terms pending']);
  expect(page.rows()[0]).toMatchObject({ agent: 'Ann Lee', skill: 'loans', urgency: 'pending' });

  await expect.poll(() => chipsOf('a'), soon).toContain('notice due');
  await expect.poll(() => page.rows()[0]?.chips[0]?.cuedAtMs, soon).toBeGreaterThan(0);
  expect(page.shell()).toMatchObject({ coverage: { live: 1, unheard: 0 }, cost: { viewers: 1 } });

  const open = await openLivePage(url, 'view=call&id=a');
  await expect.poll(() => open.messages.length, soon).toBeGreaterThan(1);
  const seen = open.messages.filter(({ call }) => call !== undefined).length;
  say('a', 'this call is being recorded');
  await expect.poll(() => chipsOf('a'), soon).toContain('notice late');
  await expect.poll(() => open.messages.filter(({ call }) => call !== undefined).length, soon).toBeGreaterThan(seen);
  const detail = CallDetail.parse(await get('calls/a'));
  expect(detail).toMatchObject({ from: 'live', agent: 'Ann Lee', rules: [{ rule: 'notice', verdict: 'late' }, {}] });
  expect(detail.events).toContainEqual(
    expect.objectContaining({ what: 'posted', rules: ['notice'], detail: expect.stringMatching(/^20\d$/) }),
  );
  const processes = async () => Flow.parse(await get('flow')).processes.map(({ id }) => id);
  await expect.poll(processes, soon).toContain(detail.events.find(({ what }) => what === 'posted')?.replica);

  pipeline.simulator.pushFrame(endFrame('a'));
  await expect.poll(() => page.rows(), soon).toEqual([]);
  await expect.poll(async () => CallDetail.parse(await get('calls/a')).from, soon).toBe('outcome');
  const ended = CallDetail.parse(await get('calls/a'));
  // after what it had been, it was looked at again: what was missing had been said
  expect(ended.events.slice(0, detail.events.length)).toEqual(detail.events);
  await expect.poll(async () => Rules.parse(await get('rules')).calls, soon).toBe(1);
});

test('calls that were on before a page was opened are all shown, the most urgent first', async () => {
  const { pipeline, url, say } = await startAll();
  for (let i = 0; i < 30; i += 1) say(`call-${i}`, i === 17 ? 'these are guaranteed returns' : 'hello');
  const live = () => pipeline.redis.client.zcard(keys.deadlines(0));
  await expect.poll(live, soon).toBeGreaterThan(0);
  await expect
    .poll(async () => (await findKeys(pipeline.redis.client, 'cueline:{*}:interaction:*')).length, soon)
    .toBe(30);
  const page = await openLivePage(url, 'view=now&count=5');
  await expect.poll(() => page.wall()?.total, soon).toBe(30);
  expect(page.wall()).toMatchObject({ matching: 30, from: 0, urgencies: { critical: 1 } });
  expect(page.rows().map(({ id }) => id)).toHaveLength(5);
  expect(page.rows()[0]?.id).toBe('call-17');

  const filtered = await openLivePage(url, 'view=now&q=call-2&rule=notice');
  await expect.poll(() => filtered.wall()?.matching, soon).toBe(11);
});

test('which calls change is written down only while a page is open', async () => {
  const { pipeline, url, say } = await startAll();
  const isThere = async (name: string) => (await findKeys(pipeline.redis.client, `cueline:{*}:${name}`)).length > 0;
  say('a', 'hello');
  await expect.poll(() => isThere('interaction:a'), soon).toBe(true);
  expect(await isThere('changes')).toBe(false);
  await openLivePage(url, 'view=other');
  await expect.poll(() => isThere('changes'), soon).toBe(true);
  const [changes = ''] = await findKeys(
    pipeline.redis.client,
    `cueline:{${partitionOf(InteractionId.parse('a'), 8)}}:changes`,
  );
  say('a', 'hello again');
  await expect.poll(() => pipeline.redis.client.xlen(changes), soon).toBeGreaterThan(0);
});

test('what is ticked off is owed no more, its cue is withdrawn, and who did it is written down', async () => {
  const { url, say, get, post } = await startAll({}, {});
  say('a', 'hello');
  await expect.poll(() => get('calls/a'), soon).toHaveProperty('rules');
  const act = { id: randomUUID(), interactionId: 'a', rule: 'notice', reason: 'said off the record' };
  const preview = await post('acts/acknowledge?preview=1', act);
  expect(preview).toMatchObject({ status: 200, body: { matches: 1 } });
  expect(CallDetail.parse(await get('calls/a')).rules[0]?.verdict).not.toBe('acknowledged');
  const [first, again] = [await post('acts/acknowledge', act), await post('acts/acknowledge', act)];
  expect(first).toMatchObject({ status: 200, body: { done: 1, sentence: 'ticked off: notice' } });
  expect(again).toEqual(first); // sent twice, done once
  const detail = CallDetail.parse(await get('calls/a'));
  expect(detail.rules[0]).toMatchObject({ verdict: 'acknowledged', canBeAcknowledged: false });
  expect(detail.events.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
  const { entries } = Audit.parse(await get('audit'));
  const { reason } = act;
  expect(entries).toMatchObject([
    { user: 'this machine', act: 'acknowledge', target: 'a notice', reason, result: 'ticked off: notice' },
  ]);
  // what is said of it afterwards changes nothing
  say('a', 'this call is being recorded');
  const later = async () => CallDetail.parse(await get('calls/a'));
  await expect.poll(async () => (await later()).lastHeardAtMs, soon).toBeGreaterThan(detail.lastHeardAtMs);
  expect((await later()).rules[0]?.verdict).toBe('acknowledged');
  const page = await openLivePage(url, 'view=now');
  await expect.poll(() => page.rows()[0]?.chips.map(({ kind }) => kind), soon).toContain('acknowledged');
});

test('dead letters are shown by reason; discarded, restored and put back; and a pause holds cues', async () => {
  const { pipeline, get, post } = await startAll({}, { ingests: 0, publishers: 0 });
  for (let i = 0; i < 3; i += 1)
    await pipeline.redis.client.xadd(keys.segments(0), '*', 'segment', 'not an entry of ours');
  const dead = async (shelf = 'dead') => {
    const { shelves } = Queues.parse(await get('queues'));
    return shelves.find((each) => each.shelf === shelf);
  };
  await expect.poll(async () => (await dead())?.total, soon).toBe(3);
  const reason = (await dead())?.groups[0]?.reason ?? '';
  expect(await post('acts/discard?preview=1', { id: randomUUID(), reason })).toMatchObject({ body: { matches: 3 } });
  expect(await post('acts/discard', { id: randomUUID(), reason })).toMatchObject({ body: { done: 3, left: 0 } });
  expect(await dead()).toMatchObject({ total: 0 });
  expect(await post('acts/restore', { id: randomUUID(), reason })).toMatchObject({ body: { done: 3 } });
  const ids = Letters.parse(await get('queues/dead')).letters.map(({ id }) => id);
  expect(await post('acts/put-back', { id: randomUUID(), ids })).toMatchObject({ body: { done: 3 } });
  await expect.poll(async () => (await dead())?.total, soon).toBe(3); // they are as bad as before
  await post('acts/pause', { id: randomUUID(), forMs: 600_000 });
  await expect.poll(async () => Queues.parse(await get('queues')).hold?.reason, soon).toBe('paused');
  await post('acts/resume', { id: randomUUID() });
  await expect.poll(async () => Queues.parse(await get('queues')).hold, soon).toBeUndefined();
});

test('a sentence is tried against the rules in force, and ids that would lead elsewhere lead nowhere', async () => {
  const { get, post, url } = await startAll({}, { ingests: 0, publishers: 0 });
  await expect.poll(async () => Rules.parse(await get('rules')).packs.length, soon).toBe(1);
  const tried = async (text: string) => TriedSpeech.parse((await post('rules/try', { text })).body).rules;
  expect(await tried('this call is being recorded')).toMatchObject([{ rule: 'notice', isSaid: true }]);
  expect(await tried('this call is not being recorded')).toMatchObject([
    { rule: 'notice', isSaid: false, near: [{ why: expect.stringContaining('denied') }] },
  ]);
  for (const id of ['..%2F..%2Fetc%2Fpasswd', '%00', 'a%2Fb', '%E2%82%AC', 'x'.repeat(600)]) {
    const { status } = await fetch(`${url}/api/calls/${id}`);
    expect({ id, isRefused: status === 404 || status === 400 }).toEqual({ id, isRefused: true });
  }
});

test('a team lead sees the calls of her team alone, on the wall, by id and by search', async () => {
  const folder = await makeDirectory();
  const file = join(folder, 'tokens');
  const line = (name: string, role: string, scope = '') =>
    `${name} ${role} ${createHash('sha256').update(`${name}-token`).digest('hex')} ${scope}`;
  await writeFile(file, [line('ann', 'operate'), line('tess', 'view', 'team=blue')].join('\n'));
  const { url, say } = await startAll({ CONSOLE_TOKENS_FILE: file });
  say('b1', 'hello', { team: 'blue' });
  say('r1', 'hello', { team: 'red' });
  const as = (name: string) => ({ Authorization: `Bearer ${name}-token` });
  const all = await openLivePage(url, 'view=now', as('ann'));
  await expect
    .poll(
      () =>
        all
          .rows()
          .map(({ id }) => id)
          .toSorted(),
      soon,
    )
    .toEqual(['b1', 'r1']);
  const own = await openLivePage(url, 'view=now', as('tess'));
  await expect.poll(() => own.rows().map(({ id }) => id), soon).toEqual(['b1']);
  await expect.poll(() => own.shell()?.coverage.live, soon).toBe(1);
  const status = async (path: string) => (await fetch(`${url}/api/${path}`, { headers: as('tess') })).status;
  expect({ own: await status('calls/b1'), other: await status('calls/r1') }).toEqual({ own: 200, other: 404 });
  const found: unknown = await (await fetch(`${url}/api/calls?q=1`, { headers: as('tess') })).json();
  expect(found).toMatchObject({ calls: [{ id: 'b1' }] });
});

test('reports are those of the archive, with the shares and their coverage', async () => {
  const folder = await makeDirectory();
  const archive = { ARCHIVE_URL: `sqlite:${join(folder, 'archive.sqlite')}` };
  const { pipeline, say, get, url } = await startAll(archive);
  const archiver = await startProcess('archive', { ...pipeline.redis.environment, ...archive });
  await archiver.ready();
  say('a', 'this call is being recorded');
  pipeline.simulator.pushFrame(endFrame('a'));
  const lines = async () => Report.safeParse(await get('reports?by=rule')).data?.lines ?? [];
  await expect.poll(async () => (await lines()).length, soon).toBeGreaterThan(0);
  expect(await lines()).toContainEqual(
    expect.objectContaining({
      of: { rule: 'notice' },
      owed: 1,
      decided: 1,
      coverage: 1,
      shares: { satisfied: 1, late: 0, missed: 0 },
    }),
  );
  expect(await get('reports/calls?rule=notice&verdict=satisfied')).toMatchObject({ calls: [{ id: 'a' }] });
  expect(await get('reports/calls?rule=notice&verdict=late')).toEqual({ calls: [], isCut: false });
  expect(await get('reports/calls?where=skill%3Dnone')).toEqual({ calls: [], isCut: false });
  expect(await get('reports?where=loans')).toMatchObject({ error: { code: 'bad_request' } });
  for (const key of await findKeys(pipeline.redis.client, 'cueline:{*}:*:a')) await pipeline.redis.client.del(key);
  for (const key of await findKeys(pipeline.redis.client, 'cueline:{*}:outcome-entries'))
    await pipeline.redis.client.del(key);
  expect(await get('calls/a')).toMatchObject({
    from: 'archive',
    rules: [{ rule: 'notice', verdict: 'satisfied' }, {}],
  });
  const csv = await fetch(`${url}/api/reports.csv?by=rule`);
  expect(csv.headers.get('content-disposition')).toContain('cueline-report.csv');
  expect(await csv.text()).toContain('notice');
});

test('while Redis is away a page is told that what it shows is old, and goes on by itself afterwards', async () => {
  const redis = await startRedis();
  await redis.client.set(keys.partitions, '1');
  const console = await startProcess('console', redis.environment);
  await console.ready();
  const page = await openLivePage(console.url(), 'view=now');
  await expect.poll(() => page.messages.some(({ isStale }) => isStale !== true), soon).toBe(true);
  redis.server.signal('SIGSTOP');
  onTestFinished(() => redis.server.signal('SIGCONT'));
  await expect.poll(() => page.messages.at(-1)?.isStale, soon).toBe(true);
  redis.server.signal('SIGCONT');
  await expect.poll(() => page.messages.at(-1)?.isStale, soon).toBeUndefined();
});

const LOGIN = 'CONSOLE_TOKENS_FILE is required';

test('it does not listen for other machines without a login', async () => {
  const env = { HTTP_HOST: '0.0.0.0' };
  const { code, text } = await runCueline(['console'], { cwd: await makeDirectory(), env });
  expect({ code, text }).toEqual({ code: 78, text: expect.stringContaining(LOGIN) });
  expect(text).not.toContain('listening');
});

test.each(['::', '10.1.2.3', 'cueline.example.com'])('its settings do not allow %s without a login', (HTTP_HOST) => {
  expect(() => readSettings(ConsoleSettings, { HTTP_HOST })).toThrow(LOGIN);
});
