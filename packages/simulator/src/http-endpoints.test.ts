import got from 'got';
import { afterEach, expect, test } from 'vitest';
import { createSimulator, type Simulator } from './create-simulator.js';
import type { SimulatorInput } from './simulator-options.js';

const cue = { type: 'compliance', title: 'T', description: 'D', priority: 'high', status: 'open' };
const http = got.extend({ throwHttpErrors: false, retry: { limit: 0 }, responseType: 'json' });
let simulator: Simulator;
let url: string;

afterEach(() => simulator.stop());

async function start(options: SimulatorInput = {}) {
  simulator = createSimulator(options);
  url = await simulator.start();
}

function requestToken(secret = simulator.credentials.clientSecret) {
  const form = { grant_type: 'client_credentials', client_id: simulator.credentials.clientId, client_secret: secret };
  return http.post<{ access_token: string; expires_in: number }>(`${url}/oauth/token`, { form });
}

async function authorize() {
  const { body } = await requestToken();
  return { authorization: `Bearer ${body.access_token}` };
}

const postCue = (headers: Record<string, string>, json: object = cue) =>
  http.post<{ cueId: string }>(`${url}/api/v2/agentassist/interactions/${encodeURIComponent('a/b ö')}/cues`, {
    headers,
    json,
  });

test('a known client gets a token with its lifetime, an unknown one 401', async () => {
  await start({ tokenLifetimeS: 60 });
  expect((await requestToken()).body).toMatchObject({ expires_in: 60, token_type: 'Bearer' });
  expect((await requestToken('wrong')).statusCode).toBe(401);
});

test('a cue needs a good token with its scope', async () => {
  await start({ scopes: ['interaction:transcription:read'] });
  expect((await postCue({})).statusCode).toBe(401);
  const headers = await authorize();
  expect((await postCue(headers)).statusCode).toBe(403);
  simulator.revokeTokens();
  expect((await postCue(headers)).statusCode).toBe(401);
});

test('a repeated key gives the same cue if keys are honoured, and another cue if not', async () => {
  for (const idempotency of [true, false]) {
    await start({ idempotency });
    const headers = { ...(await authorize()), 'idempotency-key': 'k' };
    const first = await postCue(headers);
    const second = await postCue(headers);
    expect(first.statusCode).toBe(201);
    expect(second.body.cueId === first.body.cueId).toBe(idempotency);
    const cues = simulator.journal.read({ kind: 'cue' });
    expect(cues).toMatchObject([
      { interactionId: 'a/b ö', idempotencyKey: 'k', body: cue, accepted: true },
      { accepted: !idempotency },
    ]);
    await simulator.stop();
  }
});

test('a malformed cue is refused, and an accepted one can be resolved once its id is known', async () => {
  await start();
  const headers = await authorize();
  expect((await postCue(headers, { title: 'T' })).statusCode).toBe(422);
  const { cueId } = (await postCue(headers)).body;
  const resolve = (id: string) =>
    http.patch(`${url}/api/v2/agentassist/interactions/${encodeURIComponent('a/b ö')}/cues/${id}`, {
      headers,
      json: { status: 'resolved' },
    });
  expect((await resolve(cueId)).statusCode).toBe(200);
  expect((await resolve('other')).statusCode).toBe(404);
  simulator.faults.set({ resolveUnsupported: { chance: 1, status: 405 } });
  expect((await resolve(cueId)).statusCode).toBe(405);
});

test('requests over the limit are answered with when to come back', async () => {
  await start({ cueRateMax: 2, cueRateWindowMs: 60_000 });
  const headers = await authorize();
  const answers = [await postCue(headers), await postCue(headers), await postCue(headers)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 429]);
  expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(30);
  expect(Number(answers[2]?.headers['retry-after'])).toBeLessThanOrEqual(60);
});

test('faults with a count strike that many times', async () => {
  await start({
    faults: { cueRateLimited: { count: 1, retryAfter: 'date', retryAfterS: 60 }, cueUnavailable: { count: 1 } },
  });
  const headers = await authorize();
  const limited = await postCue(headers);
  expect(limited.statusCode).toBe(429);
  expect(Date.parse(limited.headers['retry-after'] ?? '')).toBeGreaterThan(Date.now());
  expect((await postCue(headers)).statusCode).toBe(503);
  expect((await postCue(headers)).statusCode).toBe(201);
});

test('a lost answer leaves its cue taken', async () => {
  await start({ faults: { cueLost: { count: 1 } } });
  const headers = { ...(await authorize()), 'idempotency-key': 'k' };
  await expect(postCue(headers)).rejects.toThrow('socket hang up');
  expect((await postCue(headers)).statusCode).toBe(200);
  expect(simulator.journal.read({ kind: 'cue' })).toMatchObject([
    { accepted: true, answered: false },
    { accepted: false, answered: true },
  ]);
});

test('a slow answer comes late', async () => {
  await start({ faults: { cueSlow: { delayMs: 200 } } });
  const { timings } = await postCue(await authorize());
  expect(timings?.phases.firstByte).toBeGreaterThan(190);
});

test("any answer can be set in place of the API's own", async () => {
  const page = {
    status: 307,
    body: '<p>Sign in</p>',
    location: '/login',
    retryAfter: 'seconds',
    retryAfterS: 7,
  } as const;
  await start({ faults: { cueAnswered: { count: 1, ...page } } });
  const answer = await got.post(`${url}/api/v2/agentassist/interactions/a/cues`, {
    throwHttpErrors: false,
    followRedirect: false,
    json: cue,
  });
  expect(answer).toMatchObject({ statusCode: 307, body: '<p>Sign in</p>' });
  expect(answer.headers).toMatchObject({ location: '/login', 'retry-after': '7', 'content-type': 'text/html' });
  expect(simulator.journal.read({ kind: 'cue' })).toMatchObject([{ status: 307, accepted: false }]);
});

test('an answer that is cut leaves its cue taken', async () => {
  await start({ faults: { cueCut: { count: 1 } } });
  const headers = { ...(await authorize()), 'idempotency-key': 'k' };
  await expect(postCue(headers)).rejects.toMatchObject({ response: { statusCode: 201 } });
  expect((await postCue(headers)).statusCode).toBe(200);
});
