import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { InteractionId, type Notice, type Partition, partitionOf } from '@cueline/shared';
import { first, startServer } from '@cueline/shared/testing';
import { Queue } from 'bullmq';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createResendNotice } from './notices/resend-notice.js';
import { expectLogged, type PublisherFixture, startPublisherFixture } from './publisher.fixture.js';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let fixture: PublisherFixture;
let folder: string;
let host: string;
let stopServer: () => void;
let received: Received[];
/** How receivers answer; a promise that does not settle lets a request hang. */
let answer: (request: Received) => number | Promise<number>;

beforeEach(async () => {
  fixture = await startPublisherFixture();
  folder = await mkdtemp(join(tmpdir(), 'cueline-notices-'));
  received = [];
  answer = () => 204;
  const server = createServer((request, response) => {
    void (async () => {
      const one = { path: request.url ?? '', headers: request.headers, body: await text(request) };
      received.push(one);
      response.writeHead(await answer(one)).end();
    })();
  });
  ({ host, stop: stopServer } = await startServer(server));
});
afterEach(async () => {
  stopServer();
  await fixture.stop();
  await rm(folder, { recursive: true });
});

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const DESK = `
  - name: desk
    url: 'http://HOST/desk'
    secret: '{values.secret}'`;

/** Settings of a publisher that tells these receivers. */
async function told(receivers: string): Promise<Record<string, string>> {
  const file = join(folder, 'notices.yaml');
  await writeFile(file, `version: 1\nreceivers:${receivers.replaceAll('HOST', host)}\n`);
  const values = { secret: SECRET, chat: `http://${host}/chat` };
  return { NOTICES_FILE: file, NOTICES_VALUES: JSON.stringify(values), NOTICE_RETRY_MS: '20' };
}
const at = (path: string) => received.filter((one) => one.path === path);
const reaches = (read: () => readonly unknown[], count: number) =>
  vi.waitFor(() => expect(read().length).toBeGreaterThanOrEqual(count), { timeout: 60_000, interval: 10 });
const settled = () =>
  vi.waitFor(async () => expect(await fixture.interactions.outboxLength()).toBe(0), { timeout: 60_000, interval: 20 });
const waiting = async () => {
  const { queue } = noticeQueue();
  return queue.getJobCounts('active', 'wait', 'delayed');
};
function noticeQueue() {
  const { name, prefix } = fixture.keys.noticeQueue;
  const queue = new Queue(name, { connection: fixture.redis, prefix });
  queue.on('error', () => undefined);
  return { queue };
}
const nothingWaits = () =>
  vi.waitFor(async () => expect(await waiting()).toEqual({ active: 0, wait: 0, delayed: 0 }), {
    timeout: 60_000,
    interval: 20,
  });

/** Waits until so many notices are left in the stream: one that was taken up leaves it after its jobs are there. */
const leftInStream = (count: number, partition: Partition) =>
  vi.waitFor(async () => expect(await fixture.redis.xlen(fixture.keys.notices(partition))).toBe(count), 60_000);

/** A notice as a matcher writes it when a call ends. */
async function write(notice: Partial<Notice> = {}): Promise<Notice> {
  const whole: Notice = {
    id: 'ab'.repeat(16),
    kind: 'missed',
    interactionId: 'call-1',
    atMs: Date.UTC(2026, 0, 2, 3, 4, 5),
    rules: [{ id: 'fee', title: 'The fee' }],
    attributes: { skill: 'billing', team: 'north' },
    words: [],
    pack: 'p',
    isFinal: true,
    ...notice,
  };
  const { redis, keys } = fixture;
  await redis.xadd(keys.notices(0), '*', 'v', '2', 'notice', JSON.stringify(whole));
  return whole;
}

test('a prohibited phrase is told while the call goes on, once, as a signed CloudEvent', async () => {
  fixture.startPublisher(await told(DESK.replace("desk'", "desk'\n    words: true")));
  const id = await fixture.interactions.plant({ said: ['promise'], attributes: { skill: 'loans' } });
  await reaches(() => received, 1);
  const { headers, body } = first(received);
  const event = new Webhook(SECRET).verify(
    body,
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  );
  expect(event).toEqual({
    specversion: '1.0',
    id: headers['webhook-id'],
    source: '/cueline/cueline',
    type: 'cueline.prohibited.said',
    subject: id,
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    datacontenttype: 'application/json',
    data: {
      call: id,
      rules: [{ id: 'promise', title: 'A promise' }],
      attributes: { skill: 'loans' },
      pack: 'test-pack',
      final: false,
      words: ['words'],
    },
  });
  expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
  await settled();
  await fixture.interactions.askForLook(id);
  await settled();
  await nothingWaits();
  expect(received).toHaveLength(1);
  await leftInStream(0, partitionOf(id, 8));
});

test('supervisors are told although no cue can be posted', async () => {
  fixture.simulator.faults.set({ cueForbidden: { chance: 1 } });
  fixture.startPublisher(await told(DESK));
  await fixture.interactions.plant();
  await vi.waitFor(async () => expect(await fixture.hold.readHold()).toBeDefined(), { timeout: 60_000 });
  await fixture.interactions.plant({ said: ['promise', 'notice', 'fee'] });
  await reaches(() => received, 1);
  expect(fixture.cues()).toEqual([]);
});

test('a cue that the platform refuses is told with the answer', async () => {
  fixture.simulator.faults.set({ cueRejected: { chance: 1, status: 422 } });
  fixture.startPublisher(await told(DESK));
  const id = await fixture.interactions.plant({ said: ['notice'] });
  await reaches(() => received, 1);
  expect(JSON.parse(first(received).body)).toMatchObject({
    type: 'cueline.cue.refused',
    subject: id,
    data: { rules: [{ id: 'fee' }], status: 422 },
  });
});

test('each receiver is told what it asks for: by event, rule, and the attributes of the call', async () => {
  const filters = `
  - {name: all, url: 'http://HOST/all', format: slack}
  - {name: events, url: 'http://HOST/events', format: slack, events: [missed]}
  - {name: rules, url: 'http://HOST/rules', format: slack, rules: [notice, other]}
  - {name: skill, url: 'http://HOST/skill', format: slack, attributes: {skill: [billing, loans]}}
  - {name: team, url: 'http://HOST/team', format: slack, attributes: {skill: [billing], team: [north]}}`;
  fixture.startPublisher(await told(filters));
  const id = (digit: number) => `${digit}`.repeat(32);
  await write({ id: id(1) });
  await write({
    id: id(2),
    kind: 'declined',
    rules: [{ id: 'notice', title: 'Notice' }],
    attributes: { skill: 'loans' },
  });
  await write({ id: id(3), kind: 'declined', attributes: { skill: 'billing', team: 'south' } });
  await write({ id: id(4), kind: 'not-heard', attributes: {} });
  await reaches(() => at('/all'), 4);
  await nothingWaits();
  const counts = Object.fromEntries(['events', 'rules', 'skill', 'team'].map((name) => [name, at(`/${name}`).length]));
  expect(counts).toEqual({ events: 1, rules: 1, skill: 3, team: 1 });
});

test('Slack and Teams are sent messages in which nothing that came from a call is markup', async () => {
  const chats = `
  - {name: slack, url: '{values.chat}', format: slack, words: true, link: 'https://console.example/calls/{call}'}
  - {name: teams, url: 'http://HOST/teams', format: teams, words: true, link: 'https://console.example/calls/{call}'}
  - {name: silent, url: 'http://HOST/silent', format: teams}`;
  fixture.startPublisher(await told(chats));
  await write({
    interactionId: 'a/1',
    rules: [{ id: 'fee', title: 'The <fee>' }],
    attributes: { agent: '<!channel> [x](http://evil.example)' },
    words: ['it is *free*'],
  });
  await reaches(() => received, 3);
  const slack = JSON.parse(first(at('/chat')).body);
  expect(slack.text).toBe('Disclosure missed: The &lt;fee&gt;');
  expect(slack.blocks.map(({ type }: { type: string }) => type)).toEqual(['header', 'section', 'section', 'actions']);
  expect(JSON.stringify(slack)).not.toContain('mrkdwn');
  expect(slack.blocks[1].fields).toContainEqual({
    type: 'plain_text',
    text: 'agent: <!channel> [x](http://evil.example)',
    emoji: false,
  });
  expect(slack.blocks[3].elements[0].url).toBe('https://console.example/calls/a%2F1');
  const { contentType, content } = JSON.parse(first(at('/teams')).body).attachments[0];
  expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
  expect(content.body.map(({ type }: { type: string }) => type)).toEqual([
    'TextBlock',
    'TextBlock',
    'TextBlock',
    'FactSet',
  ]);
  expect(content.body[2].text).toBe(String.raw`“it is \*free\*”`);
  expect(content.body[3].facts).toContainEqual({ title: 'At', value: '2026-01-02 03:04:05 UTC' });
  expect(JSON.stringify(content.body[3])).not.toContain('[x](');
  expect(first(at('/silent')).body).not.toContain('free'); // it has not asked for words
  expect(first(at('/chat')).headers['webhook-signature']).toBeUndefined();
});

test('a receiver that fails is tried again with the same id, and one that hangs keeps no other waiting', async () => {
  let refusals = 3;
  answer = ({ path }) => (path === '/hangs' ? new Promise(() => undefined) : (refusals -= 1) >= 0 ? 503 : 200);
  fixture.startPublisher(
    await told(`${DESK}\n  - {name: hangs, url: 'http://HOST/hangs', format: slack, timeout: 60s}`),
  );
  for (let i = 10; i < 90; i += 1) await write({ id: `${i}`.repeat(16) });
  await reaches(() => at('/desk'), 83);
  const ids = at('/desk').map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(80);
  await reaches(() => at('/hangs'), 4);
  expect(at('/hangs')).toHaveLength(4);
});

test('a publisher that is killed with notices in hand loses none: they have the same ids when they are sent again', async () => {
  answer = () => new Promise(() => undefined);
  const settings = await told(DESK);
  const killed = fixture.spawnPublisher(settings);
  const ids = ['1', '2', '3'].map((digit) => digit.repeat(32));
  for (const id of ids.slice(0, 2)) await write({ id });
  await reaches(() => received, 2);
  await killed.end('SIGKILL');
  await write({ id: ids[2] ?? '' });
  answer = () => 200;
  const before = received.length;
  fixture.spawnPublisher(settings);
  await reaches(() => received.slice(before), 3);
  await nothingWaits();
  expect(new Set(received.slice(before).map(({ headers }) => headers['webhook-id']))).toEqual(new Set(ids));
});

test('two publishers at once send each notice once, and one that is written again is not sent again', async () => {
  const settings = await told(DESK);
  const publishers = [fixture.startPublisher(settings), fixture.startPublisher(settings)];
  for (let i = 10; i < 60; i += 1) await write({ id: `${i}`.repeat(16) });
  await reaches(() => received, 50);
  await write({ id: '10'.repeat(16) });
  await leftInStream(0, 0);
  await nothingWaits();
  const ids = received.map(({ headers }) => String(headers['webhook-id']));
  expect(new Set(ids).size).toBe(50);
  // again only a notice whose job a publisher has lost, and says so: on a busy machine it may not renew a lock in two seconds
  const log = publishers.map((publisher) => publisher.log()).join('');
  const repeated = ids.filter((id, i) => ids.indexOf(id) !== i);
  expect(repeated.filter((id) => !log.includes(`job ${id}-desk`))).toEqual([]);
});

test('what cannot be sent becomes a dead letter, and an operator has it sent again', async () => {
  answer = () => 500;
  const publisher = fixture.startPublisher({ ...(await told(DESK)), NOTICE_ATTEMPTS: '3' });
  const notice = await write();
  const { redis, keys } = fixture;
  const partition = partitionOf(InteractionId.parse(notice.interactionId), 8);
  await vi.waitFor(async () => expect(await redis.xlen(keys.dead(partition))).toBe(1), {
    timeout: 60_000,
    interval: 20,
  });
  expect(received).toHaveLength(3);
  const [letterId, fields] = first(await redis.xrange(keys.dead(partition), '-', '+'));
  expect(fields).toEqual(
    expect.arrayContaining(['notice_not_sent', 'desk', '500', 'receiver desk answered 500', JSON.stringify(notice)]),
  );
  answer = () => 200;
  const resend = createResendNotice({ redis, keys });
  expect(await resend(partition, letterId)).toBe('resent');
  await reaches(() => received, 4);
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(await resend(partition, letterId)).toBe('gone');
  await expectLogged(publisher, 'a notice became a dead letter');
  expect(publisher.log()).not.toContain(SECRET);
});

test('a receiver that is gone for good is not asked again', async () => {
  answer = () => 410;
  fixture.startPublisher(await told(DESK));
  await write();
  const { redis, keys } = fixture;
  const dead = async () =>
    (await Promise.all(Array.from({ length: 8 }, (_, p) => redis.xlen(keys.dead(p))))).reduce((a, b) => a + b);
  await vi.waitFor(async () => expect(await dead()).toBe(1), { timeout: 60_000, interval: 20 });
  expect(received).toHaveLength(1);
});

test('without a notices file nothing is written, and a notice of a later release is left to it', async () => {
  fixture.startPublisher();
  const id = await fixture.interactions.plant({ said: ['promise', 'notice', 'fee'] });
  await settled();
  expect(await fixture.interactions.read(id, 'noticed')).toBeNull();
  fixture.startPublisher(await told(DESK));
  await fixture.redis.xadd(fixture.keys.notices(0), '*', 'v', '99', 'notice', '{}');
  await write();
  await reaches(() => received, 1);
  await nothingWaits();
  await leftInStream(1, 0);
});

test('values that the file lacks, and secrets that are none, are told before the start', async () => {
  const settings = await told(DESK.replace("'http://HOST/desk'", "'{values.url}'"));
  for (const values of [
    '{}',
    '{"url":"http://a.example/","secret":"whsec_short"}',
    `{"url":"a.example","secret":"${SECRET}"}`,
  ]) {
    const publisher = fixture.spawnPublisher({ ...settings, NOTICES_VALUES: values });
    await vi.waitFor(() => expect(publisher.child.exitCode).toBe(78), { timeout: 60_000 });
  }
});
