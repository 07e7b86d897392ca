import { once } from 'node:events';
import { connect } from 'node:net';
import got from 'got';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { createSimulator, type Simulator } from './create-simulator.js';

const segment = (segmentId: string, endMs: number) => ({
  segmentId,
  speaker: 'agent',
  startMs: 0,
  endMs,
  text: 'good day to you',
});
const call = { interactionId: 'call', segments: [segment('s1', 10), segment('s2', 20)] };
let simulator: Simulator;
let url: string;

beforeEach(async () => {
  simulator = createSimulator();
  url = await simulator.start();
});
afterEach(() => simulator.stop());

async function open() {
  const { clientId, clientSecret } = simulator.credentials;
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const token = await got.post(`${url}/oauth/token`, { form }).json<{ access_token: string }>();
  return new WebSocket(`${url}/api/v2/interactions/transcription?access_token=${token.access_token}`);
}

/** A socket that has subscribed, and what it receives. */
async function subscribe(count = 1) {
  const socket = await open();
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString()));
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send('{"action":"subscribe","scope":"global"}');
  await simulator.sockets.subscribed(count);
  return { socket, received };
}
const Frame = z.object({ type: z.string(), segmentId: z.string().optional() });
const parseFrame = (text: string) => Frame.parse(JSON.parse(text));
const kinds = () => simulator.journal.read({ kind: 'frame' }).map(({ frame }) => frame);

test('a handshake without a good token is answered 401', async () => {
  const socket = new WebSocket(`${url}/api/v2/interactions/transcription?access_token=none`);
  await expect(once(socket, 'open')).rejects.toThrow('401');
  expect(simulator.journal.read({ kind: 'socketRefused' })).toMatchObject([{ status: 401 }]);
});

test('a client that disconnects while its handshake is refused harms nobody', async () => {
  for (let i = 0; i < 20; i += 1) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(socket, 'data');
    socket.resetAndDestroy();
  }
  await expect.poll(() => simulator.journal.read({ kind: 'socketRefused' }).length).toBe(20);
  const { socket } = await subscribe(); // it still serves
  socket.terminate();
});

test('frames flow only after the subscribe message', async () => {
  const socket = await open();
  await once(socket, 'open');
  await simulator.play([call]);
  expect(simulator.journal.read({ kind: 'frame' }).map(({ sockets }) => sockets)).toEqual([0, 0, 0]);
  socket.terminate();
});

test('each subscribed socket gets every frame of a call and its end', async () => {
  const first = await subscribe();
  const second = await subscribe(2);
  await simulator.play([call], { endDelayMs: 0 });
  for (const { received } of [first, second]) await vi.waitFor(() => expect(received).toHaveLength(3), 20_000);
  expect(first.received).toEqual(second.received);
  expect(first.received.map((frame) => parseFrame(frame).type)).toEqual([
    'transcription',
    'transcription',
    'interactionEnded',
  ]);
});

test('bad frames come in addition to the good ones', async () => {
  const { received } = await subscribe();
  const strikesOnce = { chance: 1, count: 1 };
  simulator.faults.set({
    frameMalformed: strikesOnce,
    frameOversized: strikesOnce,
    frameInterim: strikesOnce,
    frameBinary: strikesOnce,
  });
  simulator.faults.set({ frameDuplicate: strikesOnce });
  await simulator.play([{ ...call, segments: [segment('s1', 10)] }], { endDelayMs: 0 });
  await vi.waitFor(() => expect(received).toHaveLength(7), 20_000);
  expect(kinds()).toEqual(['malformed', 'oversized', 'binary', 'interim', 'segment', 'segment', 'end']);
  expect(() => JSON.parse(received[0] ?? '') as unknown).toThrow(SyntaxError);
  expect(received[1]?.length).toBeGreaterThan(256 * 1024);
  expect(JSON.parse(received[3] ?? '')).toMatchObject({ isFinal: false, text: 'good da' });
});

test('a frame that is posted is sent with its numbers as they are', async () => {
  const { received } = await subscribe();
  const frame = '{"contactId":9007199254740993123,"parts":[1.50,-0,1e3],"n":7}';
  await got.post(`${url}/control/frames`, { body: `{"frames": [${frame}]}` });
  await vi.waitFor(() => expect(received).toEqual([frame]), 20_000);
});

test('a re-ordered frame changes places with the next of its call', async () => {
  simulator.faults.set({ frameReordered: { chance: 1, count: 1 } });
  await simulator.play([call], { endDelayMs: 0 });
  expect(simulator.journal.read({ kind: 'frame' }).map(({ segmentId }) => segmentId)).toEqual(['s2', 's1', undefined]);
});

test('a silent socket stays open, gets nothing and has its pings unanswered', async () => {
  const { socket, received } = await subscribe();
  socket.ping();
  await once(socket, 'pong');
  simulator.sockets.silence('one');
  let pongs = 0;
  socket.on('pong', () => (pongs += 1));
  socket.ping();
  expect(simulator.pushFrame({ type: 'keepalive' })).toBe(0);
  // What another socket is answered shows that this one's ping was passed over, not merely late.
  const other = await subscribe();
  other.socket.ping();
  await once(other.socket, 'pong');
  expect([pongs, received.length, socket.readyState]).toEqual([0, 0, WebSocket.OPEN]);
});

test('one of two sockets can be reset', async () => {
  const sockets = [await subscribe(), await subscribe(2)];
  expect(simulator.sockets.reset('one')).toBe(1);
  await vi.waitFor(() => expect(simulator.sockets.list()).toHaveLength(1), 20_000);
  await vi.waitFor(
    () => expect(sockets.filter(({ socket }) => socket.readyState === WebSocket.CLOSED)).toHaveLength(1),
    20_000,
  );
});

test('in a loop each round has ids of its own', async () => {
  const { received } = await subscribe();
  const playing = simulator.play([call], { loop: true, endDelayMs: 0 });
  await vi.waitFor(() => expect(received.length).toBeGreaterThan(4), 20_000);
  simulator.stopCalls();
  await playing;
  expect(received.slice(0, 4).map((frame) => parseFrame(frame).segmentId)).toEqual(['s1', 's2', undefined, 's1-2']);
});

test('a socket that is refused politely gets a frame and is closed with a reason', async () => {
  simulator.faults.set({ socketRefusedPolitely: { chance: 1, code: 1008, reason: 'not now' } });
  const socket = await open();
  const received: string[] = [];
  socket.on('message', (data: Buffer) => received.push(data.toString()));
  const [code, reason] = z.tuple([z.number(), z.instanceof(Buffer)]).parse(await once(socket, 'close'));
  expect([code, reason.toString()]).toEqual([1008, 'not now']);
  expect(received.map((text) => parseFrame(text).type)).toEqual(['error']);
  expect(simulator.journal.read({ kind: 'socketRefused' })).toMatchObject([{ status: 1008 }]);
});

test('a socket may be closed soon after it was opened', async () => {
  simulator.faults.set({ socketShortLived: { chance: 1, lifeMs: 10, code: 1001 } });
  const socket = await open();
  expect(await once(socket, 'close')).toEqual([1001, expect.anything()]);
});

test('frames may lie: ids repeated, a clock ahead, finals without words and finals that are corrected', async () => {
  const { received } = await subscribe();
  const Spoken = z.object({ segmentId: z.string(), text: z.string(), endTime: z.number() });
  const playWith = async (faults: Parameters<typeof simulator.faults.set>[0]) => {
    received.length = 0;
    simulator.journal.clear();
    simulator.faults.clear();
    simulator.faults.set(faults);
    await simulator.play([call], { endFrames: false });
    await vi.waitFor(() => expect(received).toHaveLength(simulator.journal.read({ kind: 'frame' }).length), 20_000);
    return received.map((text) => Spoken.parse(JSON.parse(text)));
  };
  const always = { chance: 1 };
  expect(await playWith({ frameIdRepeated: always })).toMatchObject([{ segmentId: '0' }, { segmentId: '0' }]);
  const ahead = await playWith({ frameClockAhead: { ...always, speaker: 'agent', aheadMs: 60_000 } });
  expect(ahead[0]?.endTime).toBeGreaterThan(Date.now() + 30_000);
  const corrected = await playWith({ frameCorrected: { ...always, count: 1 } });
  expect(corrected.slice(0, 2)).toMatchObject([
    { segmentId: 's1', text: 'um' },
    { segmentId: 's1', text: 'good day to you' },
  ]);
  const wordless = await playWith({ frameWordless: { ...always, count: 1 } });
  expect(wordless.slice(0, 2)).toMatchObject([
    { segmentId: 's1-wordless', text: '' },
    { segmentId: 's1', text: 'good day to you' },
  ]);
});
