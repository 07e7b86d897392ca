import { EMPTY_DESKTOP } from '@cueline/rules';
import { createWrittenFormat, createMetrics, createReplicated, partitionOf, streamFields } from '@cueline/shared';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDeliver } from './deliver.js';
import { createInteractions } from './interactions.js';
import { createPublisherMetrics } from '../metrics.js';
import type { Note } from '../outlet/note.js';
import { createShadowOutlet, type Outlet } from '../outlet/outlet.js';
import { createResolving } from './resolving.js';
import { createInteractionPlanter } from './interactions.fixture.js';
import { startRedis, type TestRedis } from '../redis.fixture.js';

const HELD = { kind: 'held', forMs: 1000 } as const;
const note: Note = {
  kind: 'missing',
  items: ['notice'],
  key: 'k',
  body: { type: 'compliance', title: 't', description: 'd', priority: 'high', status: 'open' },
  jobId: 'j',
  notedAtMs: 1,
};
const metrics = createPublisherMetrics(createMetrics('test'));

let testRedis: TestRedis;

beforeAll(async () => {
  testRedis = await startRedis();
});
afterAll(() => testRedis.stop());

/** Delivers to an outlet that differs from the one of shadow mode in these parts. */
async function setUp(parts: Partial<Outlet>) {
  const { redis, log } = testRedis;
  const keys = testRedis.newKeys();
  const queue = new Queue(keys.queue.name, { connection: redis, prefix: keys.queue.prefix });
  const interactions = createInteractions({
    format: createWrittenFormat(),
    redis,
    keys,
    partitions: 8,
    replicated: createReplicated(redis, 0),
    replica: 'publisher-1',
  });
  const id = await createInteractionPlanter({ redis, keys, queue }).plant();
  const outlet = { ...createShadowOutlet(), ...parts };
  const monotonic = () => performance.now();
  const resolving = createResolving({ on: false, log });
  const deliver = createDeliver({ interactions, outlet, resolving, metrics, log, monotonic });
  const read = async () => {
    const view = await interactions.read(id);
    if (view === undefined || view === 'later') throw new Error('it is over');
    return view;
  };
  const partition = partitionOf(id, 8);
  const interaction = keys.interaction(partition, id);
  return {
    read,
    deliver: async (one: Note) => deliver(await read(), EMPTY_DESKTOP, one),
    /** Ends the interaction as an end frame does. */
    end: () => redis.multi().del(interaction).hset(interaction, 'closed', 'frame').exec(),
    leftOfIt: () => redis.hgetall(interaction),
    deadLetters: async () =>
      (await redis.xrange(keys.dead(partition), '-', '+')).map(([, pairs]) => streamFields(pairs)),
  };
}

test('a request that has to wait leaves no note: when its turn comes, it posts what is owed then', async () => {
  const { deliver, read } = await setUp({ send: () => Promise.resolve(HELD) });
  expect(await deliver(note)).toEqual(HELD);
  expect((await read()).note).toBeUndefined();
});

test('a repeated request that has to wait keeps its note: the first may have been accepted', async () => {
  let sent = 0;
  const send: Outlet['send'] = () => {
    sent += 1;
    return sent === 1 ? Promise.reject(new Error('the answer was lost')) : Promise.resolve(HELD);
  };
  const { deliver, read } = await setUp({ send });
  await expect(deliver(note)).rejects.toThrow('the answer was lost');
  const again = { ...note, notedAtMs: 2 };
  expect(await deliver(again)).toEqual(HELD);
  expect((await read()).note).toEqual(again);
});

test('a request whose admission is no longer current is not made', async () => {
  const sent: Note[] = [];
  const outlet = createShadowOutlet();
  const { deliver } = await setUp({
    admit: async () => {
      const admission = await outlet.admit();
      return admission.kind === 'held' ? admission : { ...admission, isCurrent: () => false };
    },
    send: (request, admission) => {
      sent.push(request.note);
      return outlet.send(request, admission);
    },
  });
  expect(await deliver(note)).toEqual({ kind: 'again' });
  expect(sent).toEqual([]);
});

test('a request that is rejected when its interaction is over becomes a dead letter too', async () => {
  const interaction = await setUp({
    send: async () => {
      await interaction.end();
      return { kind: 'rejected', status: 400, body: 'no such type' };
    },
  });
  expect(await interaction.deliver(note)).toEqual({ kind: 'again' });
  expect(await interaction.deadLetters()).toMatchObject([{ reason: 'cue_rejected', status: '400' }]);
  expect(await interaction.leftOfIt()).toEqual({ closed: 'frame' });
});

test('how late a cue was taken is measured by its kind, and nothing of one that was not', async () => {
  const owed = { ...note, owedAtMs: Date.now() - 2_000 };
  const rejecting = await setUp({ send: () => Promise.resolve({ kind: 'rejected', status: 400, body: '' }) });
  await rejecting.deliver(owed);
  const accepting = await setUp({ send: () => Promise.resolve({ kind: 'accepted', status: 201 }) });
  await accepting.deliver({ ...owed, kind: 'prohibited' });
  const { values } = await metrics.cueDelay.get();
  const count = (kind: string) =>
    values.find(({ metricName, labels }) => metricName?.endsWith('_count') === true && labels.kind === kind)?.value;
  const sum = values.find(({ metricName, labels }) => metricName?.endsWith('_sum') && labels.kind === 'prohibited');
  expect({ missing: count('missing'), prohibited: count('prohibited') }).toEqual({ missing: 0, prohibited: 1 });
  expect(sum?.value).toBeGreaterThan(1.9);
  expect(sum?.value).toBeLessThan(120);
});
