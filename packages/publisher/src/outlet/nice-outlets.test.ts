import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { InteractionId, neededOfOutlets, parsePlatform, readSettings } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { PublisherSettings } from '../settings.js';
import { createHttpOutlet } from './http-outlet.js';
import type { Note } from './note.js';
import { settingsTokens } from './settings-tokens.js';

const FILE = readFileSync(new URL('../../../../platforms/nice.yaml', import.meta.url), 'utf8');
const CALL = InteractionId.parse('455512345678');
const facts = {
  now: '2026-01-02T03:04:05.000Z',
  expires: '2026-01-02T03:09:05.000Z',
  'attributes.agentId': '12214',
  'attributes.masterId': '455512345600',
};
const cue = {
  kind: 'missing',
  key: 'k'.repeat(32),
  jobId: 'j',
  notedAtMs: Date.parse('2026-01-02T03:04:05Z'),
  items: ['notice'],
  body: { type: 'compliance', title: 'Missing', description: 'Say & mean it', priority: 'high', status: 'open' },
  facts,
} as const satisfies Note;
const withdrawal = (cueId: string): Note => ({
  kind: 'resolve',
  key: 'w',
  jobId: 'j',
  notedAtMs: 1,
  cueKey: cue.key,
  cueId,
  facts,
});

const Message = z.strictObject({
  subject: z.string(),
  message: z.string(),
  targetType: z.literal('agent'),
  targetIds: z.array(z.int()),
  validUntil: z.iso.datetime(),
  expireMinutes: z.int(),
});

/** A stand-in for NICE's API as far as its published specification says: messages to agents, without idempotency, and signals. */
function createNice() {
  const messages = new Map<string, z.infer<typeof Message>>();
  const signals: Record<string, string>[] = [];
  let made = 0;
  const state = { messages, signals, token: 'token', agents: [12214], losesAnswer: false };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://nice.example');
      const answer = (status: number, json?: object) =>
        state.losesAnswer ? request.socket.destroy() : response.writeHead(status).end(JSON.stringify(json));
      if (request.headers.authorization !== `Bearer ${state.token}`) return answer(401);
      const [, guid] = /agent-messages\/(.+)$/.exec(pathname) ?? [];
      const [, contact = ''] = /interactions\/(\d+)\/signal$/.exec(pathname) ?? [];
      if (request.method === 'POST' && contact !== '') {
        const names = [...searchParams.keys()];
        if (names.length > 9 || names.some((name) => !/^p[1-9]$/.test(name))) return answer(400);
        signals.push({ contact, ...Object.fromEntries(searchParams) });
        return answer(202);
      }
      if (guid !== undefined && request.method === 'DELETE') return answer(messages.delete(guid) ? 200 : 404);
      if (!pathname.endsWith('/inContactAPI/services/v30/communications/agent-messages')) return answer(404);
      if (request.method === 'GET')
        return answer(200, {
          agentMessages: Array.from(messages, ([messageGroupGuid, { subject }]) => ({ messageGroupGuid, subject })),
        });
      const message = Message.parse(JSON.parse(body));
      const valid = message.targetIds.filter((id) => state.agents.includes(id));
      const invalid = message.targetIds.filter((id) => !state.agents.includes(id));
      const messageGroupGuid = `guid-${(made += 1)}`;
      if (valid.length > 0) messages.set(messageGroupGuid, message);
      return answer(200, { messageGroupGuid, assignedTargetIds: valid, invalidTargetIds: invalid });
    })();
  });
  return { server, state };
}

let nice: ReturnType<typeof createNice>['state'];
let host: string;
let stop: () => void;
beforeEach(async () => {
  const { server, state } = createNice();
  nice = state;
  ({ host, stop } = await startServer(server));
});
afterEach(() => stop());

/** An outlet of the file that ships, with what is commented out in it, at the stand-in. */
function outlet(name: string) {
  const whole = FILE.replaceAll(/^ {2}# (- name|  )/gm, '  $1').replaceAll(
    /https:\/\/api-\{values\.area\}\.niceincontact\.com/g,
    `http://${host}`,
  );
  const parsed = parsePlatform(whole, 'nice.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  const described = parsed.contract.outlets?.find((one) => one !== 'cxone' && one.name === name);
  if (described === undefined || described === 'cxone') throw new Error(`no outlet ${name}`);
  return createHttpOutlet({ outlet: described, values: {}, now: Date.now });
}

test('the file that ships shows cues as agent messages, and needs the area of the tenant', () => {
  const parsed = parsePlatform(FILE, 'nice.yaml');
  expect(parsed.ok && parsed.contract.outlets).toMatchObject([{ name: 'agent-message' }]);
  expect(parsed.ok && neededOfOutlets(parsed.contract.outlets ?? [])).toEqual(['area']);
});

test('its tokens are those of the access key with which its socket is heard, and that is required', async () => {
  const environment = {
    PLATFORM_FILE: fileURLToPath(new URL('../../../../platforms/nice.yaml', import.meta.url)),
    PLATFORM_VALUES: '{"area":"na1"}',
    CXONE_TOKEN_URL: 'https://issuer.example/token',
    CXONE_CLIENT_ID: 'client',
    CXONE_CLIENT_SECRET: 'client-secret',
    CXONE_ACCESS_KEY_ID: 'key',
    CXONE_ACCESS_KEY_SECRET: 'key-secret',
  };
  const { signal } = new AbortController();
  const source = settingsTokens({ kind: 'cxone' }, readSettings(PublisherSettings, environment), signal);
  expect(await source?.request?.(signal)).toMatchObject({
    url: 'https://issuer.example/token',
    form: { grant_type: 'password', username: 'key', password: 'key-secret' },
  });
  const without = { ...environment, CXONE_ACCESS_KEY_SECRET: '' };
  expect(() => readSettings(PublisherSettings, without)).toThrow('CXONE_ACCESS_KEY_SECRET');
});

test('an agent message is shown to the agent of the call and withdrawn by its id; one that is gone is withdrawn', async () => {
  const messages = outlet('agent-message');
  expect(messages.asks).toMatchObject({ attributes: ['agentId'], visibleMs: 300_000 });
  const shown = await messages.send(CALL, cue, 'token');
  expect(shown).toEqual({ kind: 'accepted', status: 200, cueId: 'guid-1' });
  expect(nice.messages.get('guid-1')).toEqual({
    subject: `Missing ${cue.key}`,
    message: 'Say & mean it',
    targetType: 'agent',
    targetIds: [12214],
    validUntil: facts.expires,
    expireMinutes: 5,
  });
  expect(await messages.send(CALL, withdrawal('guid-1'), 'token')).toMatchObject({ kind: 'accepted' });
  expect(nice.messages.size).toBe(0);
  expect(await messages.send(CALL, withdrawal('guid-1'), 'token')).toMatchObject({ kind: 'accepted', status: 404 });
});

test('a message whose answer was lost is found by the key in its subject, and not shown twice', async () => {
  const messages = outlet('agent-message');
  nice.losesAnswer = true;
  await expect(messages.send(CALL, cue, 'token')).rejects.toThrow('could not be reached');
  nice.losesAnswer = false;
  expect(await messages.send(CALL, cue, 'token', true)).toEqual({ kind: 'accepted', status: 200, cueId: 'guid-1' });
  expect(nice.messages.size).toBe(1);
  nice.messages.clear(); // one that never came is shown
  expect(await messages.send(CALL, cue, 'token', true)).toMatchObject({ kind: 'accepted', cueId: 'guid-2' });
});

test('an agent whom NICE does not know gets no message; an old token is told as such', async () => {
  const messages = outlet('agent-message');
  nice.agents = [];
  expect(await messages.send(CALL, cue, 'token')).toMatchObject({ kind: 'refused' });
  expect(await messages.send(CALL, cue, 'old')).toMatchObject({ kind: 'unauthorized' });
});

test('a signal goes to the script of the conversation, and another withdraws it by the key of the cue', async () => {
  const signal = outlet('script-signal');
  expect(signal).toMatchObject({ canWithdraw: true, asks: { attributes: ['masterId'] } });
  const shown = await signal.send(CALL, cue, 'token');
  expect(shown).toEqual({ kind: 'accepted', status: 202, cueId: cue.key });
  expect(await signal.send(CALL, withdrawal(cue.key), 'token')).toMatchObject({ kind: 'accepted' });
  expect(nice.signals).toEqual([
    { contact: '455512345600', p1: 'cue', p2: 'notice', p3: 'Missing', p4: cue.key },
    { contact: '455512345600', p1: 'withdraw', p4: cue.key },
  ]);
});
