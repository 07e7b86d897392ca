import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { createSimulator, type Simulator } from '../create-simulator.js';

let simulator: Simulator;
let url: string;

beforeEach(async () => {
  simulator = createSimulator({ platform: 'nice' });
  url = await simulator.start();
});
afterEach(() => simulator.stop());

const Token = z.object({ access_token: z.string(), id_token: z.string(), expires_in: z.number() });
const Frame = z.object({
  command: z.string(),
  headers: z.object({ connectionId: z.string() }),
  body: z.record(z.string(), z.unknown()),
});

async function token(): Promise<z.infer<typeof Token>> {
  const discovered: { token_endpoint: string } = JSON.parse(
    await (await fetch(`${url}/.well-known/openid-configuration`)).text(),
  );
  const answer = await fetch(discovered.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('cueline:cueline-secret')}` },
    body: new URLSearchParams({ grant_type: 'password', username: 'cueline-key', password: 'cueline-key-secret' }),
  });
  return Token.parse(await answer.json());
}

/** A notification socket, and what it receives. */
async function open() {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/agent-assist-notifications/notifications/ws`);
  const frames: z.infer<typeof Frame>[] = [];
  socket.on('message', (data: Buffer) => frames.push(Frame.parse(JSON.parse(data.toString()))));
  await once(socket, 'open');
  const send = (command: string, sessionToken: string, body: object = {}) =>
    socket.send(JSON.stringify({ command, headers: { sessionToken }, body }));
  return { frames, send };
}

test('an access key gets the same token in both ways, and without the right secret none', async () => {
  const { id_token: idToken, expires_in: expiresIn } = await token();
  expect(expiresIn).toBe(3600);
  const [, payload = ''] = idToken.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ iss: url, tenantId: 'tenant-1' });
  const ask = (accessKeySecret: string) =>
    fetch(`${url}/authentication/v1/token/access-key`, {
      method: 'POST',
      body: JSON.stringify({ accessKeyId: 'cueline-key', accessKeySecret }),
    });
  expect(Token.safeParse(await (await ask('cueline-key-secret')).json()).success).toBe(true);
  expect((await ask('another')).status).toBe(401);
});

test('nothing is taken before CONNECT, nor with a token that is not good', async () => {
  const { access_token: good } = await token();
  const { frames, send } = await open();
  send('HEARTBEAT', '');
  send('CONNECT', 'another');
  send('CONNECT', good);
  send('SUBSCRIBE', 'another', { topic: '7_transcript' });
  send('HEARTBEAT', '');
  await expect.poll(() => frames.length).toBe(5);
  expect(frames).toMatchObject([
    { command: 'ERROR', body: { topic: 'No CONNECT message received' } },
    { command: 'ERROR', body: { responseCode: 401 } },
    { command: 'CONNECTED', body: {} },
    { command: 'ERROR', body: { responseCode: 401, topic: '7_transcript' } },
    { command: 'HEARTBEAT_ACK', body: {} },
  ]);
});

test('speech goes only to who has subscribed to its contact, from then on; a transfer is another contact', async () => {
  const { access_token: good } = await token();
  const { frames, send } = await open();
  send('CONNECT', good);
  await simulator.sockets.subscribed();
  const line = (n: number) => ({ segmentId: `s${n}`, speaker: 'agent', startMs: n, endMs: n + 1, text: `line ${n}` });
  const call = (interactionId: string, segments = [line(1)]) => ({ interactionId, segments });
  await simulator.play([call('7'), call('8')]);
  send('SUBSCRIBE', good, { topic: '7_transcript' });
  await expect.poll(() => frames.at(-1)).toMatchObject({ command: 'SUBSCRIBED', body: { topic: '7_transcript' } });
  simulator.faults.set({ transfer: { chance: 1 }, contactIdNumeric: { chance: 1 } });
  await simulator.play([call('7', [line(1), line(2)]), call('8')]);
  await expect.poll(() => frames.length).toBe(3);
  expect(frames[2]).toMatchObject({
    command: 'MESSAGE',
    body: {
      MessageType: 'Transcript',
      Topic: '7_transcript',
      Data: {
        contactId: 7,
        masterId: '7',
        participantId: 'Agent',
        messageBody: 'line 1',
        transcriptionEventId: 's1',
        channelTag: null,
        messageIsCompletedUtterance: true,
      },
    },
  });
  const contacts = simulator.journal.read({ kind: 'contactStarted' }).filter(({ masterId }) => masterId === '7');
  expect(new Set(contacts.map(({ contactId }) => contactId)).size).toBeGreaterThan(1);
});

test('the list has the contacts that are active, since a moment and page by page', async () => {
  const { access_token: good } = await token();
  const segments = [{ segmentId: 's', speaker: 'agent', startMs: 0, endMs: 600_000, text: 'hello' }];
  void simulator.play(['1', '2', '3'].map((interactionId) => ({ interactionId, segments })));
  await expect.poll(() => simulator.journal.read({ kind: 'contactStarted' }).length).toBe(3);
  const list = async (query: string, authorization = `Bearer ${good}`) => {
    const answer = await fetch(`${url}/inContactAPI/services/v30/contacts/active?${query}`, {
      headers: { authorization },
    });
    const Answer = z.object({ activeContacts: z.array(z.object({ contactId: z.string() })).default([]) });
    return { status: answer.status, ids: Answer.parse(await answer.json()).activeContacts.map((one) => one.contactId) };
  };
  expect(await list('updatedSince=1970-01-01T00:00:00Z')).toEqual({ status: 200, ids: ['1', '2', '3'] });
  expect(await list('top=2&skip=1')).toEqual({ status: 200, ids: ['2', '3'] });
  expect(await list('updatedSince=2999-01-01T00:00:00Z')).toEqual({ status: 200, ids: [] });
  expect(await list('', 'Bearer another')).toMatchObject({ status: 401 });
});

test('messages reach the panels of agents until they are withdrawn or expire; a request that is repeated makes two', async () => {
  const { access_token: good } = await token();
  const MESSAGES = `${url}/inContactAPI/services/v30/communications/agent-messages`;
  const ask = async (target: string, method = 'GET', body?: object, authorization = `Bearer ${good}`) => {
    const answer = await fetch(target, {
      method,
      headers: { authorization },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: z.looseObject({}).parse(await answer.json()) };
  };
  const message = {
    subject: 'key-1',
    message: 'say it',
    targetType: 'agent',
    targetIds: [12_001],
    validUntil: new Date(Date.now() + 60_000).toISOString(),
    expireMinutes: 5,
  };
  expect(await ask(MESSAGES, 'POST', message, 'Bearer another')).toMatchObject({ status: 401 });
  const { validUntil: _validUntil, ...endless } = message;
  expect(await ask(MESSAGES, 'POST', endless)).toMatchObject({ status: 422 });
  expect(await ask(MESSAGES, 'POST', { ...message, targetIds: [7] })).toMatchObject({
    status: 200,
    body: { assignedTargetIds: [], invalidTargetIds: [7] },
  });
  const guids: string[] = [];
  for (let i = 0; i < 3; i += 1)
    guids.push(z.string().parse((await ask(MESSAGES, 'POST', message)).body['messageGroupGuid']));
  await ask(MESSAGES, 'POST', { ...message, validUntil: '2020-01-01T00:00:00Z' });
  const listed = async () => (await ask(MESSAGES)).body['agentMessages'];
  expect(await listed()).toMatchObject(guids.map((messageGroupGuid) => ({ messageGroupGuid, subject: 'key-1' })));
  expect(await ask(`${url}/inContactAPI/services/v30/agents/12001/messages`)).toMatchObject({
    body: { messages: [{}, {}, {}] },
  });
  expect(await ask(`${MESSAGES}/${guids[0]}`, 'DELETE')).toMatchObject({ status: 200 });
  expect(await ask(`${MESSAGES}/${guids[0]}`, 'DELETE')).toMatchObject({ status: 404 });
  expect(await ask(MESSAGES, 'DELETE', { groupMessageIds: guids.slice(1) })).toMatchObject({ status: 200 });
  expect(await listed()).toEqual([]);
});

test('a signal has p1 to p9 and goes to a contact that is active', async () => {
  const { access_token: good } = await token();
  const segments = [{ segmentId: 's', speaker: 'agent', startMs: 0, endMs: 600_000, text: 'hello' }];
  void simulator.play([{ interactionId: '7', segments }]);
  await expect.poll(() => simulator.journal.read({ kind: 'contactStarted' })).toHaveLength(1);
  const signal = async (contact: string, query: string) => {
    const target = `${url}/inContactAPI/services/v30/interactions/${contact}/signal?${query}`;
    return (await fetch(target, { method: 'POST', headers: { authorization: `Bearer ${good}` } })).status;
  };
  expect(await signal('7', 'p1=cue&p9=x')).toBe(202);
  expect(await signal('7', 'p10=cue')).toBe(400);
  expect(await signal('8', 'p1=cue')).toBe(404);
});

test('on hold no speech comes, and the list says so', async () => {
  const { access_token: good } = await token();
  const { frames, send } = await open();
  send('CONNECT', good);
  await simulator.sockets.subscribed();
  await simulator.play([{ interactionId: '7', segments: [] }], { endFrames: false });
  send('SUBSCRIBE', good, { topic: '7_transcript' });
  await expect.poll(() => frames.at(-1)?.command).toBe('SUBSCRIBED');
  const say = (text: string) =>
    simulator.pushFrame({ type: 'transcription', isFinal: true, interactionId: '7', speaker: 'agent', text });
  simulator.hold('7', true);
  expect(say('to nobody')).toBe(0);
  const list = await fetch(`${url}/inContactAPI/services/v30/contacts/active`, {
    headers: { authorization: `Bearer ${good}` },
  });
  expect(await list.json()).toMatchObject({ activeContacts: [{ stateName: 'Holding', holdCount: 1 }] });
  simulator.hold('7', false);
  expect(say('hello')).toBe(1);
  await expect.poll(() => frames.at(-1)?.body).toMatchObject({ Data: { messageBody: 'hello' } });
});

test('a SUBSCRIBE may stay unanswered, and a socket that is closed may be said to be so before', async () => {
  const { access_token: good } = await token();
  const { frames, send } = await open();
  simulator.faults.set({
    topicUnanswered: { chance: 1, count: 1 },
    socketClosing: { chance: 1, noticeMs: 2000, code: 1001 },
  });
  send('CONNECT', good);
  send('SUBSCRIBE', good, { topic: '7_transcript' });
  send('SUBSCRIBE', good, { topic: '8_transcript' });
  send('HEARTBEAT', '');
  const commands = () => frames.map(({ command }) => command);
  await expect.poll(commands).toEqual(['CONNECTED', 'SUBSCRIBED', 'CLOSING', 'HEARTBEAT_ACK']);
  await expect.poll(() => simulator.journal.read({ kind: 'socketClosed' })).toHaveLength(1);
});
