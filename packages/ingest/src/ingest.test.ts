import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { InteractionId, partitionOf } from '@cueline/shared';
import { first, startRedisServer, startServer, type RedisServer } from '@cueline/shared/testing';
import { createSimulator, type Simulator } from '@cueline/simulator';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createReader, startIngest } from './ingest.fixture.js';

const id = InteractionId.parse('call-1');
let server: RedisServer;
let simulator: Simulator;
let where: { redisUrl: string; baseUrl: string };
let reader: ReturnType<typeof createReader>;
let ingests: ReturnType<typeof startIngest>[] = [];

beforeEach(async () => {
  server = await startRedisServer();
  simulator = createSimulator();
  where = { redisUrl: server.url, baseUrl: await simulator.start() };
  reader = createReader(server.url);
});
afterEach(async () => {
  await Promise.all(ingests.map((ingest) => ingest.stop()));
  ingests = [];
  reader.redis.disconnect();
  await simulator.stop();
  await server.stop();
});

async function start(more: Record<string, string> = {}) {
  const ingest = startIngest({ ...where, ...more });
  ingests.push(ingest);
  await simulator.sockets.subscribed(ingests.length);
  return ingest;
}
const say = (text: string, more: object = {}) =>
  simulator.pushFrame({ type: 'transcription', isFinal: true, interactionId: id, speaker: 'agent', text, ...more });
const texts = async () =>
  (await reader.entries()).map(({ segment }) => ('ended' in segment ? '(ended)' : segment.text));
const until = (condition: () => Promise<void> | void) => vi.waitFor(condition, { timeout: 60_000, interval: 10 });
const untilSubscribedAgain = () =>
  until(() => expect(simulator.journal.read({ kind: 'socketSubscribed' })).toHaveLength(2));

test('speech and the end of the call reach the stream in order', async () => {
  await start();
  const saidAtMs = Date.now();
  say('hello', { segmentId: 's1', attributes: { skill: 'loans' } });
  say('world');
  simulator.pushFrame({ type: 'interactionEnded', interactionId: id });
  await until(async () => expect(await texts()).toEqual(['hello', 'world', '(ended)']));
  const entries = await reader.entries();
  expect(entries[0]?.segment).toMatchObject({ segmentId: 's1', attributes: { skill: 'loans' }, confidence: 1 });
  expect(entries.map(({ heardAtMs }) => heardAtMs)).toEqual([...entries].map((e) => e.heardAtMs).sort((a, b) => a - b));
  // Redis' clock is known to within half a round trip, which may be long on a busy machine
  expect(entries[0]?.heardAtMs).toBeGreaterThan(saidAtMs - 2000);
  expect(entries[0]?.heardAtMs).toBeLessThan(Date.now() + 2000);
});

test('the span grows while nobody speaks, and covers what was written', async () => {
  await start();
  say('hello');
  await until(async () => {
    const [entry] = await reader.entries();
    const [span] = await reader.spans(id);
    expect(span?.untilMs).toBeGreaterThan((entry?.heardAtMs ?? Infinity) + 200);
    expect(span?.sinceMs).toBeLessThan(entry?.heardAtMs ?? 0);
  });
});

test('where texts come late, what is said is dated by the times of its frame, within the delay that is declared', async () => {
  await start({ TRANSCRIPT_DELAY_MS: '60s' });
  const sentAtMs = Date.now();
  const at = (ms: number) => new Date(ms).toISOString();
  say('in time', { startTime: at(sentAtMs - 50_000), endTime: at(sentAtMs - 40_000) });
  say('no end', { startTime: at(sentAtMs - 30_000) });
  say('too long ago', { endTime: at(sentAtMs - 600_000) });
  say('to come', { endTime: at(sentAtMs + 600_000) });
  say('no times');
  await until(async () => expect(await texts()).toHaveLength(5));
  // Redis' clock is known to within half a round trip, which may be long on a busy machine
  const between = (earliestMs: number, latestMs: number) =>
    expect.toSatisfy((ms: number) => ms > earliestMs - 2000 && ms < latestMs + 2000);
  const nowMs = Date.now();
  expect((await reader.entries()).map(({ heardAtMs }) => heardAtMs)).toEqual([
    between(sentAtMs - 40_000, sentAtMs - 40_000),
    between(sentAtMs - 30_000, sentAtMs - 30_000),
    between(sentAtMs - 60_000, nowMs - 60_000),
    between(sentAtMs, nowMs),
    between(sentAtMs, nowMs),
  ]);
  expect(await reader.spans(id)).toMatchObject([{ delayMs: 60_000 }]);
});

test('two ingests write one copy, with segment ids and without', async () => {
  const [one, other] = [await start(), await start()];
  for (const text of ['one', 'two', 'two']) say(text);
  say('three', { segmentId: 's3' });
  simulator.pushFrame({ type: 'interactionEnded', interactionId: id });
  await until(async () =>
    expect((await one.read('duplicates_total')) + (await other.read('duplicates_total'))).toBe(5),
  );
  expect(await texts()).toEqual(['one', 'two', 'two', 'three', '(ended)']);
});

test('speech heard while Redis is away is written later, with the time it was heard', async () => {
  const ingest = await start();
  say('before');
  await until(async () => expect(await texts()).toEqual(['before']));
  await server.kill();
  await until(() => expect(ingest.isReady()).toBe(false));
  const saidAtMs = Date.now();
  say('meanwhile');
  await until(async () => expect(await ingest.read('buffered_bytes')).toBeGreaterThan(0));
  await delay(2000); // or it would make no difference whether it counts as heard when it is written
  const restartedAtMs = Date.now();
  await server.restart();
  await until(async () => expect(await texts()).toEqual(['before', 'meanwhile']));
  const heardAtMs = (await reader.entries())[1]?.heardAtMs ?? 0;
  // Redis' clock is known to within half a round trip, which may be long on a busy machine
  expect(heardAtMs).toBeGreaterThan(saidAtMs - 2000);
  expect(heardAtMs).toBeLessThan(restartedAtMs);
});

test('writes that Redis has answered and lost are written again', async () => {
  const ingest = await start();
  say('before');
  await until(async () => expect(await texts()).toEqual(['before']));
  const span = first(await reader.spans(id));
  await reader.redis.flushall();
  await until(async () => expect(await texts()).toEqual(['before']));
  await until(async () => expect(await ingest.read('rewritten_total')).toBeGreaterThan(0));
  expect(await reader.spans(id)).toMatchObject([{ sinceMs: span.sinceMs }]);
});

test('ingest reads a flood only as fast as Redis accepts it, and drops nothing', async () => {
  const ingest = await start({ INGEST_BUFFER_MB: '1' });
  say('before');
  await until(async () => expect(await texts()).toEqual(['before']));
  const count = 20_000;
  for (let i = 0; i < count; i += 1) say('well let me look at that for you then', { segmentId: `s${i}` });
  await until(async () => expect(await ingest.read('written_total')).toBe(1 + count));
  expect(await ingest.read('dropped_total')).toBe(0);
  expect(await ingest.read('pauses_total')).toBeGreaterThan(0);
});

test('a full buffer drops the oldest entries, counts them, and leaves them out of the span', async () => {
  const ingest = await start({ INGEST_BUFFER_MB: '1' });
  say('before');
  await until(async () => expect(await texts()).toEqual(['before']));
  await server.kill();
  await until(() => expect(ingest.isReady()).toBe(false));
  const long = 'x'.repeat(10_000);
  for (let count = 0; count < 400; count += 1) say(long);
  await until(async () => expect(await ingest.read('dropped_total')).toBeGreaterThan(0));
  say('after');
  await server.restart();
  await until(async () => expect((await texts()).at(-1)).toBe('after'));
  const spans = await reader.spans(id);
  expect(spans).toHaveLength(2);
  const after = (await reader.entries()).at(-1);
  expect(spans[1]?.sinceMs).toBeGreaterThan(spans[0]?.untilMs ?? Infinity);
  expect(spans[1]?.sinceMs).toBeLessThan(after?.heardAtMs ?? 0);
  expect(ingest.lines.join()).toContain('buffer is full');
});

test('a broken socket is opened again, and no span covers the time between', async () => {
  await start();
  say('before');
  await until(async () => expect(await texts()).toEqual(['before']));
  simulator.sockets.reset('all');
  await untilSubscribedAgain();
  say('after');
  await until(async () => expect(await texts()).toEqual(['before', 'after']));
  await until(async () => expect(await reader.spans(id)).toHaveLength(2));
  const [earlier, later] = await reader.spans(id);
  const [before, after] = await reader.entries();
  expect(earlier?.untilMs).toBeGreaterThanOrEqual(before?.heardAtMs ?? Infinity);
  expect(later?.sinceMs).toBeGreaterThan(earlier?.untilMs ?? Infinity);
  expect(later?.sinceMs).toBeLessThan(after?.heardAtMs ?? 0);
});

test('a socket that answers no ping is given up', async () => {
  const ingest = await start();
  simulator.sockets.silence('all');
  await simulator.sockets.subscribed(1);
  expect(await ingest.read('sockets_opened_total')).toBe(2);
});

test('a redirect of the socket is not followed, so the token goes nowhere else', async () => {
  const urls: (string | undefined)[] = [];
  const misleading = createServer().on('upgrade', (request, socket) => {
    urls.push(request.url?.split('?')[0]);
    socket.on('error', () => undefined); // the client may reset it
    socket.end('HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\n\r\n');
  });
  const { host, stop } = await startServer(misleading);
  onTestFinished(stop);
  ingests.push(startIngest({ ...where, CXONE_TRANSCRIPTION_URL: `ws://${host}/live` }));
  await until(() => expect(urls.length).toBeGreaterThan(1));
  expect(new Set(urls)).toEqual(new Set(['/live']));
});

test('a refused token is replaced by a new one', async () => {
  const ingest = await start();
  simulator.revokeTokens();
  simulator.sockets.reset('all');
  await untilSubscribedAgain();
  expect(simulator.journal.read({ kind: 'token' })).toHaveLength(2);
  expect(ingest.lines.join()).not.toContain('access_token');
});

test('bad frames are counted and kept masked, and the socket stays open', async () => {
  const ingest = await start();
  simulator.pushFrame('{"text": "my card is 4111 1111 1111 1111');
  simulator.pushFrame(String.raw`{"text": "my card is 4111\u00a01111\n1111 \u0031111`);
  say('x'.repeat(300_000));
  simulator.pushFrame(`${String.raw`\u0078`.repeat(1364)} 4111 1111 1111 1111`);
  say('hello');
  await until(async () => expect(await texts()).toEqual(['hello']));
  expect(await ingest.read('bad_frames_total')).toBe(4);
  const readKept = async () => await reader.redis.xrange(reader.keys.badFrames(0), '-', '+');
  await until(async () =>
    expect((await readKept()).map(([, [, reason, , bytes]]) => [reason, Number(bytes) > 300_000])).toEqual([
      ['not_json', false],
      ['not_json', false],
      ['too_large', true],
      ['not_json', false],
    ]),
  );
  expect(JSON.stringify(await readKept())).not.toMatch(/(?<!\d)4111/); // ids may have these digits
  expect(await ingest.read('sockets_opened_total')).toBe(1);
});

test('another number of partitions than that in force does not count, and the log says so', async () => {
  await reader.redis.set(reader.keys.partitions, '1');
  const ingest = await start({ PARTITIONS: '16' });
  say('hello');
  await until(async () => expect(await reader.redis.xlen(reader.keys.segments(0))).toBe(1));
  expect(ingest.lines.join()).toContain('PARTITIONS counts at the first start');
});

test('an ingest that is asked to stop first writes what it holds', async () => {
  const ingest = await start();
  await until(() => expect(ingest.isReady()).toBe(true));
  for (let count = 0; count < 1_000; count += 1) say(`word ${count}`);
  await until(async () => expect(await ingest.read('frames_total')).toBe(1_000));
  await ingest.stop();
  expect(await texts()).toHaveLength(1_000);
  const [span] = await reader.spans(id);
  expect(span?.untilMs).toBeGreaterThanOrEqual((await reader.entries()).at(-1)?.heardAtMs ?? Infinity);
});

test('while an agent is in the middle of an utterance that is noted, and for a moment after it, if rules ask for it', async () => {
  await reader.redis.set(reader.keys.holds, '1');
  await start();
  const key = reader.keys.talking(partitionOf(InteractionId.parse(id), 2), InteractionId.parse(id));
  const exists = () => reader.redis.exists(key);
  say('this', { isFinal: false, speaker: 'customer' });
  say('well');
  await until(async () => expect(await texts()).toEqual(['well']));
  expect(await exists()).toBe(0);
  await until(async () => {
    say('this call', { isFinal: false }); // noted for two seconds
    expect(await reader.redis.pttl(key)).toBeGreaterThan(0);
  });
  expect(await reader.redis.pttl(key)).toBeLessThanOrEqual(2000);
  say('this call is recorded');
  await until(async () => expect(await texts()).toEqual(['well', 'this call is recorded']));
  await until(async () => expect(await exists()).toBe(0));
});

test('nobody who talks is noted if no rules ask for it', async () => {
  await start();
  say('this call', { isFinal: false });
  say('this call is recorded');
  await until(async () => expect(await texts()).toEqual(['this call is recorded']));
  expect(await reader.redis.keys('*talking*')).toEqual([]);
});
