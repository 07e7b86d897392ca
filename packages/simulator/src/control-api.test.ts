import got from 'got';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createSimulator, type Simulator } from './create-simulator.js';
import { FaultName } from './fault.js';
import { sampleCalls } from './sample-calls.js';

let simulator: Simulator;
let url: string;
let control: typeof got;

beforeEach(async () => {
  simulator = createSimulator();
  url = await simulator.start();
  const prefixUrl = `${url}/control`;
  control = got.extend({ prefixUrl, throwHttpErrors: false, retry: { limit: 0 }, responseType: 'json' });
});
afterEach(() => simulator.stop());

test('calls are played, counted and stopped', async () => {
  const { body } = await control.post('calls', { json: { calls: 'samples', options: { speed: 1000 } } });
  expect(body).toEqual({ interactionIds: sampleCalls.map(({ interactionId }) => interactionId) });
  await control.post('calls', { json: { calls: { generate: { calls: 2 } } } });
  await vi.waitFor(async () => expect((await control.get('state')).body).toMatchObject({ liveCalls: 2 }), 20_000);
  await control.delete('calls');
  expect((await control.get('state')).body).toMatchObject({ liveCalls: 0 });
});

test('the journal can be read from a place on, by kind', async () => {
  await control.post('frames', { json: { frames: [{ type: 'keepalive' }, 'not json'] } });
  await control.post('tokens/revoke');
  const journal = await control.get('journal', { searchParams: { since: 1 } });
  expect(journal.body).toMatchObject({ last: 3, entries: [{ sequence: 2, sockets: 0 }, { kind: 'tokensRevoked' }] });
  const frames = await control.get('journal', { searchParams: { kind: 'frame' } });
  expect(frames.body).toMatchObject({ entries: [{ frame: 'pushed' }, { frame: 'pushed' }] });
});

test('faults are put in force, listed and cleared', async () => {
  await control.put('faults/cueForbidden', { json: {} });
  await control.put('faults/cueLost', { json: { count: 2 } });
  expect((await control.get('state')).body).toMatchObject({
    faults: { cueForbidden: { chance: 1 }, cueLost: { chance: 1, count: 2 } },
  });
  expect((await control.delete('faults/cueLost')).body).toEqual({ cueForbidden: { chance: 1 } });
  await control.delete('faults');
  expect(simulator.faults.list()).toEqual({});
});

test('without a body a fault has its defaults, and all sockets are meant', async () => {
  expect((await control.put('faults/cueForbidden')).body).toEqual({ cueForbidden: { chance: 1 } });
  expect((await control.post('sockets/reset')).body).toEqual({ sockets: 0 });
  expect((await control.put('faults/cueLost', { body: 'not json' })).statusCode).toBe(400);
  await control.delete('faults');
});

test('a request that makes no sense is refused with what is wrong', async () => {
  for (const answer of [
    await control.put('faults/coffee', { json: {} }),
    await control.put('faults/cueLost', { json: { times: 3 } }),
    await control.post('sockets/reset', { json: { which: 'some' } }),
    await control.post('calls', { body: 'not json' }),
  ]) {
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toMatchObject({ error: expect.stringMatching(/./) });
  }
});

test('the control API lists its requests, each of which it answers, and all faults', async () => {
  const Guide = z.object({
    requests: z.array(z.object({ request: z.string() })),
    faults: z.record(z.string(), z.unknown()),
  });
  const guide = Guide.parse(await got(`${url}/control`).json());
  expect(Object.keys(guide.faults)).toEqual(FaultName.options);
  for (const { request } of guide.requests) {
    const [method = '', path = ''] = request.split(' ');
    const { status } = await fetch(`${url}${path.replace(':name', 'cueSlow')}`, { method });
    expect([request, status]).not.toEqual([request, 404]);
  }
});
