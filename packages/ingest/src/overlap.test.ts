import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InteractionId } from '@cueline/shared';
import { first, type RedisServer, startRedisServer } from '@cueline/shared/testing';
import { createSimulator, type Simulator } from '@cueline/simulator';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReader, startIngest } from './ingest.fixture.js';

const id = InteractionId.parse('7');
let server: RedisServer;
let simulator: Simulator;
let baseUrl: string;
let folder: string;
let reader: ReturnType<typeof createReader>;
let ingest: ReturnType<typeof startIngest>;

beforeEach(async () => {
  server = await startRedisServer();
  simulator = createSimulator({ platform: 'nice' });
  baseUrl = await simulator.start();
  folder = await mkdtemp(join(tmpdir(), 'cueline-overlap-'));
  reader = createReader(server.url);
});
afterEach(async () => {
  await ingest.stop();
  reader.redis.disconnect();
  await simulator.stop();
  await server.stop();
  await rm(folder, { recursive: true });
});

const until = (condition: () => Promise<void> | void) => vi.waitFor(condition, { timeout: 60_000, interval: 10 });
const texts = async () =>
  (await reader.entries()).map(({ segment }) => ('ended' in segment ? '(ended)' : segment.text));
const say = (text: string) =>
  simulator.pushFrame({ type: 'transcription', isFinal: true, interactionId: id, speaker: 'agent', text });
const ended = (kind: 'socketWarned' | 'socketClosed') => simulator.journal.read({ kind }).length;

/** Starts an ingest by NICE's platform file, in a hurry, and a call; resolves once the socket is one that has lasted. */
async function start(alter: (file: string) => string = (file) => file): Promise<void> {
  const shipped = await readFile(new URL('../../../platforms/nice.yaml', import.meta.url), 'utf8');
  const file = shipped
    .replace('every: 20s', 'every: 100ms')
    .replace('misses: 3', 'misses: 100')
    .replace('every: 3s', 'every: 100ms')
    .replace('inTime: 2s', 'inTime: 5m')
    .replace('  backoff:', '  closing: { command: CLOSING }\n  backoff:');
  await writeFile(join(folder, 'nice.yaml'), alter(file));
  const { id: key, secret } = simulator.accessKey;
  ingest = startIngest({
    redisUrl: server.url,
    baseUrl,
    PLATFORM_FILE: join(folder, 'nice.yaml'),
    CXONE_TRANSCRIPTION_URL: `${baseUrl.replace('http', 'ws')}/agent-assist-notifications/notifications/ws`,
    CXONE_ACCESS_KEY_ID: key,
    CXONE_ACCESS_KEY_SECRET: secret,
  });
  await simulator.play([{ interactionId: id, segments: [] }], { endFrames: false });
  await until(() => expect(simulator.journal.read({ kind: 'topicSubscribed' })).toHaveLength(1));
  await until(async () => {
    const span = first(await reader.spans(id));
    expect(span.untilMs - span.sinceMs).toBeGreaterThan(2000);
  });
}

test.each([
  ['texts have ids', (file: string) => file],
  [
    'they have none',
    (file: string) => file.replace(/ {2}segmentId: .*\n/, '').replace('fields:', 'records: body\nfields:'),
  ],
])(
  'a socket that is closed after a warning is replaced before: nothing is lost, doubled or late, if %s',
  async (_name, alter) => {
    await start(alter);
    const { sinceMs } = first(await reader.spans(id));
    simulator.faults.set({ socketClosing: { chance: 1, count: 1, noticeMs: 60_000, code: 1001 } });
    const said: string[] = [];
    while (ended('socketClosed') === 0) {
      said.push(`line ${said.length}`);
      say(said.at(-1) ?? '');
      await delay(5);
    }
    said.push('the end');
    say('the end');
    await until(async () => expect((await texts()).at(-1)).toBe('the end'));
    expect(await texts()).toEqual(said);
    expect(simulator.journal.read({ kind: 'topicSubscribed' })).toHaveLength(2);
    for (const { segment } of await reader.entries()) expect(segment).not.toHaveProperty('late');
    await until(async () => {
      const spans = await reader.spans(id);
      expect(spans).toMatchObject([{ sinceMs }]);
      expect(first(spans).untilMs).toBeGreaterThan(first((await reader.entries()).slice(-1)).heardAtMs - 1);
    });
    expect(simulator.sockets.list()).toHaveLength(1);
  },
);

test('a peer that goes on warning is believed once for each socket that lasts, and a close that comes too soon is a break', async () => {
  await start();
  simulator.faults.set({
    socketClosing: { chance: 1, noticeMs: 300, code: 1001 },
    handshakeUnavailable: { chance: 1, status: 503 },
  });
  await until(() => expect(ended('socketClosed')).toBe(1));
  simulator.faults.clear();
  await until(() => expect(simulator.journal.read({ kind: 'topicSubscribed' })).toHaveLength(2));
  say('hello again');
  await until(async () => expect(await texts()).toEqual(['hello again']));
  await until(async () => expect(await reader.spans(id)).toHaveLength(2));
});
