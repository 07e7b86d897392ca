import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InteractionId, neededOfOutlets, parsePlatform, readSettings } from '@cueline/shared';
import { createSimulator, type Simulator } from '@cueline/simulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { PublisherSettings } from '../settings.js';
import { createHttpOutlet } from './http-outlet.js';
import type { Note } from './note.js';
import { settingsTokens } from './settings-tokens.js';

const FILE = readFileSync(new URL('../../../../platforms/nice.yaml', import.meta.url), 'utf8');
const CALL = InteractionId.parse('455512345678');
const facts = {
  now: '2126-01-02T03:04:05.000Z',
  expires: '2126-01-02T03:09:05.000Z',
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

let simulator: Simulator;
let url: string;
let token: string;
beforeEach(async () => {
  simulator = createSimulator({ platform: 'nice' });
  url = await simulator.start();
  const { id: accessKeyId, secret: accessKeySecret } = simulator.accessKey;
  const answer = await fetch(`${url}/authentication/v1/token/access-key`, {
    method: 'POST',
    body: JSON.stringify({ accessKeyId, accessKeySecret }),
  });
  token = z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
});
afterEach(() => simulator.stop());

/** The messages in the agent's panel. */
async function panel(): Promise<object[]> {
  const answer = await fetch(`${url}/inContactAPI/services/v30/agents/12214/messages`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return z.object({ messages: z.array(z.looseObject({})) }).parse(await answer.json()).messages;
}

function idOf(answer: unknown): string {
  return z.object({ kind: z.literal('accepted'), cueId: z.string() }).parse(answer).cueId;
}

/** An outlet of the file that ships, with what is commented out in it, at the stand-in. */
function outlet(name: string) {
  const whole = FILE.replaceAll(/^ {2}# (- name|  )/gm, '  $1').replaceAll(
    /https:\/\/api-\{values\.area\}\.niceincontact\.com/g,
    url,
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
  const elsewhere = { ...environment, PLATFORM_VALUES: '{"area":"na1.example:8443"}' };
  expect(() => readSettings(PublisherSettings, elsewhere)).toThrow(
    'should hold what makes an address in outlet agent-message of PLATFORM_FILE',
  );
});

test('an agent message is shown to the agent of the call and withdrawn by its id; one that is gone is withdrawn', async () => {
  const messages = outlet('agent-message');
  expect(messages.asks).toMatchObject({ attributes: ['agentId'], visibleMs: 300_000 });
  const shown = await messages.send(CALL, cue, token);
  const guid = idOf(shown);
  expect(await panel()).toEqual([
    {
      messageGroupGuid: guid,
      subject: `Missing ${cue.key}`,
      message: 'Say & mean it',
      targetType: 'agent',
      targetIds: [12214],
      validUntil: facts.expires,
      expireMinutes: 5,
    },
  ]);
  expect(await messages.send(CALL, withdrawal(guid), token)).toMatchObject({ kind: 'accepted', status: 200 });
  expect(await panel()).toEqual([]);
  expect(await messages.send(CALL, withdrawal(guid), token)).toMatchObject({ kind: 'accepted', status: 404 });
});

test('a message whose answer was lost is found by the key in its subject, and not shown twice', async () => {
  const messages = outlet('agent-message');
  simulator.faults.set({ cueLost: { chance: 1, count: 1 } });
  await expect(messages.send(CALL, cue, token)).rejects.toThrow('could not be reached');
  const guid = idOf(await messages.send(CALL, cue, token, true));
  expect(await panel()).toMatchObject([{ messageGroupGuid: guid }]);
  await messages.send(CALL, withdrawal(guid), token);
  // one that never came is shown
  expect(idOf(await messages.send(CALL, cue, token, true))).not.toBe(guid);
  expect(await panel()).toHaveLength(1);
});

test('an agent whom NICE does not know gets no message; an old token is told as such', async () => {
  const messages = outlet('agent-message');
  const stranger = { ...cue, facts: { ...facts, 'attributes.agentId': '7' } };
  expect(await messages.send(CALL, stranger, token)).toMatchObject({ kind: 'refused' });
  expect(await messages.send(CALL, cue, 'old')).toMatchObject({ kind: 'unauthorized' });
  expect(await panel()).toEqual([]);
});

test('a signal goes to the script of the conversation, and another withdraws it by the key of the cue', async () => {
  const signal = outlet('script-signal');
  expect(signal).toMatchObject({ canWithdraw: true, asks: { attributes: ['masterId'] } });
  const segments = [{ segmentId: 's', speaker: 'agent', startMs: 0, endMs: 600_000, text: 'hello' }];
  void simulator.play([{ interactionId: '455512345600', segments }]);
  await expect.poll(() => simulator.journal.read({ kind: 'contactStarted' })).toHaveLength(1);
  expect(await signal.send(CALL, cue, token)).toEqual({ kind: 'accepted', status: 202, cueId: cue.key });
  expect(await signal.send(CALL, withdrawal(cue.key), token)).toMatchObject({ kind: 'accepted' });
  expect(simulator.journal.read({ kind: 'signal' })).toMatchObject([
    { contactId: '455512345600', parameters: { p1: 'cue', p2: 'notice', p3: 'Missing', p4: cue.key } },
    { contactId: '455512345600', parameters: { p1: 'withdraw', p4: cue.key } },
  ]);
});
