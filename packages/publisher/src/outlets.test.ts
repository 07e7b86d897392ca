import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type InteractionId, parseDesktop } from '@cueline/shared';
import { startServer } from '@cueline/shared/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PublisherFixture, startPublisherFixture } from './publisher.fixture.js';

interface Note {
  readonly method: string;
  readonly path: string;
  readonly call: string;
  readonly key: string;
}

let fixture: PublisherFixture;
let folder: string;
let host: string;
let stopServer: () => void;
/** What reached the second outlet, and how it answers; a promise that does not settle lets requests hang. */
let notes: Note[];
let answer: () => number | Promise<number>;

beforeEach(async () => {
  fixture = await startPublisherFixture();
  folder = await mkdtemp(join(tmpdir(), 'cueline-outlets-'));
  notes = [];
  answer = () => 201;
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const { call = '', key = '' } = body === '' ? {} : JSON.parse(body);
      notes.push({ method: request.method ?? '', path: request.url ?? '', call, key });
      response.writeHead(await answer()).end(JSON.stringify({ id: key.slice(0, 8) }));
    })();
  });
  ({ host, stop: stopServer } = await startServer(server));
});
afterEach(async () => {
  stopServer();
  await fixture.stop();
  await rm(folder, { recursive: true });
});

const NOTES = `
  - name: notes
    show: {url: 'http://HOST/notes', headers: {X-Token: '{values.token}'}, json: {call: '{call}', key: '{key}'}, id: id}
    withdraw: {url: 'http://HOST/notes/{cueId}'}
    answers: {hold: [418]}`;
const TOKEN = 'a-token-of-the-notes';

/** Starts a publisher with these outlets. */
async function spawnPublisher(outlets: string, environment: Readonly<Record<string, string>> = {}) {
  const file = join(folder, 'acme.yaml');
  const frames = 'speech: {text: {exists: true}}\nfields: {interactionId: call, speaker: who, text: text}';
  await writeFile(file, `version: 1\nname: Acme\n${frames}\noutlets:${outlets.replaceAll('HOST', host)}\n`);
  const values = JSON.stringify({ token: TOKEN });
  return fixture.spawnPublisher({ PLATFORM_FILE: file, PLATFORM_VALUES: values, ...environment });
}
const BOTH = `\n  - cxone${NOTES}`;

const settled = () =>
  vi.waitFor(async () => expect(await fixture.interactions.outboxLength()).toBe(0), { timeout: 60_000, interval: 20 });
const cued = () => fixture.cues().map(({ interactionId }) => interactionId);
const noted = () => notes.filter(({ method }) => method === 'POST').map(({ call }) => call);
const reaches = (read: () => readonly unknown[], count: number) =>
  vi.waitFor(() => expect(read().length).toBeGreaterThanOrEqual(count), { timeout: 60_000, interval: 10 });
const shownOn = async (id: InteractionId, field: string) =>
  parseDesktop((await fixture.interactions.read(id, field)) ?? undefined).cues;

test('each outlet shows each cue once, knows what it shows, and withdraws it', async () => {
  const publisher = await spawnPublisher(BOTH, { CXONE_CUE_RESOLVE: 'patch' });
  const id = await fixture.interactions.plant();
  await settled();
  expect([cued(), noted()]).toEqual([[id], [id]]);
  expect(await shownOn(id, 'desktop')).toMatchObject([{ items: ['notice', 'fee'], cueId: fixture.cues()[0]?.cueId }]);
  expect(await shownOn(id, 'desktop:notes')).toMatchObject([
    { items: ['notice', 'fee'], cueId: notes[0]?.key.slice(0, 8) },
  ]);
  await fixture.interactions.write(id, { said: ['notice', 'fee'] });
  await fixture.interactions.askForLook(id);
  await settled();
  expect(notes.at(-1)).toMatchObject({ method: 'DELETE', path: `/notes/${notes[0]?.key.slice(0, 8)}` });
  for (const field of ['desktop', 'desktop:notes']) expect(await shownOn(id, field)).toMatchObject([{ open: false }]);
  expect(noted()).toHaveLength(1);
  expect(publisher.log()).not.toContain(TOKEN);
});

test('an outlet that is held keeps no other from its cues, and loses none', async () => {
  answer = () => 418;
  await spawnPublisher(BOTH);
  const first = await fixture.interactions.plant();
  await reaches(noted, 1);
  const why = () => fixture.redis.hget(fixture.keys.outletHold('notes'), 'why');
  await vi.waitFor(async () => expect(await why()).toContain('outlet notes answered 418'), 60_000);
  const others = [await fixture.interactions.plant(), await fixture.interactions.plant()];
  await reaches(cued, 3);
  expect(noted()).toEqual([first]); // held: nothing is tried until the hold is over
  expect(await fixture.hold.readHold()).toBeUndefined();

  // Now it is the first that takes none.
  fixture.simulator.faults.set({ cueForbidden: { chance: 1 } });
  answer = () => 201;
  await fixture.redis.hset(fixture.keys.outletHold('notes'), 'untilMs', '1');
  const last = await fixture.interactions.plant();
  await vi.waitFor(() => expect(new Set(noted())).toEqual(new Set([first, ...others, last])), 60_000);
  expect(new Set(cued())).toEqual(new Set([first, ...others]));

  fixture.simulator.faults.clear();
  await fixture.letHoldRunOut();
  await settled();
  expect(cued().toSorted()).toEqual([first, ...others, last].toSorted());
  expect(noted().toSorted()).toEqual([first, first, ...others, last].toSorted()); // once refused, then once each
});

test('a publisher that is killed between two outlets repeats what is unknown, and nothing that is shown', async () => {
  answer = () => new Promise(() => undefined);
  const killed = await spawnPublisher(BOTH);
  const id = await fixture.interactions.plant();
  await reaches(noted, 1);
  await vi.waitFor(async () => expect(await shownOn(id, 'desktop')).toHaveLength(1), 60_000);
  await killed.end('SIGKILL');
  answer = () => 201;
  await spawnPublisher(BOTH);
  await settled();
  expect(cued()).toEqual([id]);
  expect(fixture.requests()).toHaveLength(1);
  expect(noted()).toEqual([id, id]);
  expect(new Set(notes.map(({ key }) => key)).size).toBe(1); // by which the receiver knows that it is the same
  expect(await shownOn(id, 'desktop:notes')).toHaveLength(1);
});

test('a cue waits until it is known whose desktop it is for; without CXone among the outlets none of its settings is needed', async () => {
  const lines = NOTES.replace("call: '{call}'", "call: '{attributes.agentId}'");
  const publisher = await spawnPublisher(lines, { CXONE_CLIENT_ID: '', CXONE_CLIENT_SECRET: '' });
  const id = await fixture.interactions.plant();
  await vi.waitFor(async () => expect(await fixture.queue.getDelayedCount()).toBe(1), {
    timeout: 60_000,
    interval: 20,
  });
  expect(notes).toEqual([]);
  await fixture.interactions.write(id, { attributes: { agentId: 'agent 7' } });
  await settled();
  expect(noted()).toEqual(['agent 7']);
  expect(await shownOn(id, 'desktop')).toHaveLength(1);
  expect(fixture.simulator.journal.read()).toEqual([]);
  expect(publisher.child.exitCode).toBeNull();
});

test('after a transfer what is owed is shown to the next agent, once, and withdrawn from the one before', async () => {
  const lines = NOTES.replace("call: '{call}'", "call: '{attributes.agentId}'")
    .replace('- name: notes', '- name: notes\n    agent: agentId')
    .replace(
      "withdraw: {url: 'http://HOST/notes/{cueId}'}",
      "withdraw: {url: 'http://HOST/of/{attributes.agentId}/{cueId}'}",
    );
  await spawnPublisher(lines);
  const id = await fixture.interactions.plant({ said: ['fee'], attributes: { agentId: 'ann' } });
  await settled();
  expect(noted()).toEqual(['ann']);
  for (const agentId of ['bob', 'bob']) {
    await fixture.interactions.write(id, { said: ['fee'], attributes: { agentId } });
    await fixture.interactions.askForLook(id);
    await settled();
  }
  expect(noted()).toEqual(['ann', 'bob']);
  const [ofAnn] = await shownOn(id, 'desktop');
  const withdrawn = notes.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  expect(withdrawn).toEqual([`/of/ann/${ofAnn?.cueId}`]);
  expect(await shownOn(id, 'desktop')).toMatchObject([
    { to: 'ann', open: false },
    { to: 'bob', open: true },
  ]);
});

test('values that templates lack are told before the start', async () => {
  const publisher = await spawnPublisher(NOTES, { PLATFORM_VALUES: '{}' });
  await vi.waitFor(() => expect(publisher.child.exitCode).toBe(78), { timeout: 60_000 });
});
