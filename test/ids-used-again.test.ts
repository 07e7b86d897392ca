import { setTimeout as delay } from 'node:timers/promises';
import { createKeys } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import type { Call } from '@cueline/simulator';
import { expect, test } from 'vitest';
import { startPipeline, type Pipeline } from './harness/pipeline.js';
import { readOutcomes } from './harness/outcomes.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls, type ScriptedCall } from './harness/scripted-calls.js';
import { segmentsLeft } from './harness/segments-left.js';
import { cuedTitles, shownCues } from './harness/shown-cues.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { entriesOf, writeEntries } from './harness/stream-entries.js';
import { QUICK, QUICK_WITHOUT_GAPS } from './harness/timing.js';

/** One of each kind of call, by kind. */
const CALLS = new Map(scriptedCalls(1).map((each) => [each.call.interactionId.replace(/-1$/, ''), each]));

function scripted(kind: string): ScriptedCall {
  const found = CALLS.get(kind);
  if (found === undefined) throw new Error(`no such call: ${kind}`);
  return found;
}

/** The same call under an id; its segments are numbered from 1 in each call, as platforms do. */
const under = (interactionId: string, { call }: ScriptedCall): Call => ({
  ...call,
  interactionId,
  segments: call.segments.map((segment, i) => ({ ...segment, segmentId: `${i + 1}` })),
});

const verdictsOf = async ({ redis }: Pipeline) =>
  Object.fromEntries(
    [...(await readOutcomes(redis.client, redis.partitions))].map(([name, { disclosures }]) => [
      name,
      Object.values(disclosures).map(({ kind }) => kind),
    ]),
  );
const deservedOf = (id: string, lives: readonly ScriptedCall[]) =>
  Object.fromEntries(lives.map(({ notice, fee }, i) => [i === 0 ? id : `${id}#${i}`, [notice, fee]]));

async function expectNothingLeft({ redis }: Pipeline): Promise<void> {
  await expect.poll(() => segmentsLeft(redis.client, redis)).toBe(0);
  const keys = createKeys('cueline');
  for (let partition = 0; partition < redis.partitions; partition += 1) {
    expect(await redis.client.xlen(keys.dead(partition))).toBe(0);
  }
}

test('each of three calls under one id has its own outcome, and the cues that it deserves once', async () => {
  const pipeline = await startPipeline({
    ingests: 2,
    matchers: 2,
    publishers: 2,
    rulesFile: await writeRules(RULES),
    settings: QUICK_WITHOUT_GAPS,
  });
  const { simulator } = pipeline;
  const lives = {
    a: ['dutiful', 'forgetful', 'dutiful'].map(scripted),
    b: ['forgetful', 'forgetful', 'promising'].map(scripted),
  };
  const cuedOf = (id: string) =>
    shownCues(simulator)
      .filter(({ interactionId }) => interactionId === id)
      .flatMap(cuedTitles)
      .sort();
  await Promise.all(
    Object.entries(lives).map(async ([id, calls]) => {
      const owed: string[] = [];
      for (const [i, call] of calls.entries()) {
        await simulator.play([under(id, call)], { endFrames: false });
        owed.push(...call.owed);
        await expect.poll(() => cuedOf(id), { timeout: 60_000 }).toEqual(owed.toSorted());
        simulator.pushFrame(endFrame(id));
        const name = i === 0 ? id : `${id}#${i}`;
        await expect.poll(async () => Object.keys(await verdictsOf(pipeline)), { timeout: 60_000 }).toContain(name);
      }
      expect(cuedOf(id)).toEqual(owed.toSorted());
    }),
  );
  expect(await verdictsOf(pipeline)).toEqual({ ...deservedOf('a', lives.a), ...deservedOf('b', lives.b) });
  await expectNothingLeft(pipeline);
});

test('an ingest that was restarted since the end of one call hears the end of the next under its id', async () => {
  const pipeline = await startPipeline({ publishers: 0, rulesFile: await writeRules(RULES), settings: QUICK });
  const { simulator } = pipeline;
  const [ingest] = pipeline.ingests;
  const ended: string[] = [];
  for (const [i, text] of ['good morning', 'can you hear me', 'what can i do for you'].entries()) {
    simulator.pushFrame(speechFrame({ interactionId: 'x', segmentId: '1', text }));
    simulator.pushFrame(endFrame('x'));
    ended.push(i === 0 ? 'x' : `x#${i}`);
    await expect.poll(async () => Object.keys(await verdictsOf(pipeline)), { timeout: 60_000 }).toEqual(ended);
    await ingest?.restart();
    await ingest?.ready();
    await simulator.sockets.subscribed(1);
  }
});

test('matchers killed and frozen while speech waits for the outcome of the call before lose nothing', async () => {
  const pipeline = await startPipeline({
    ingests: 0,
    matchers: 2,
    publishers: 0,
    rulesFile: await writeRules(RULES),
    settings: QUICK,
  });
  const { client, partitions } = pipeline.redis;
  const lives = ['forgetful', 'dutiful'].map(scripted);
  const ids = Array.from({ length: 8 }, (_, i) => `again-${i}`);
  const beginMs = Date.now() - 60_000;
  const entries = ids.flatMap((id) =>
    lives.flatMap((life, i) => entriesOf(under(id, life), beginMs + i * 15_000, () => undefined, partitions)),
  );
  await writeEntries(client, entries);
  const waiting = entries.length - ids.length * (first(lives).call.segments.length + 1);
  const untilWaiting = () => expect.poll(() => segmentsLeft(client, { partitions })).toBe(waiting);
  await untilWaiting();
  for (const matchers of [pipeline.matchers, pipeline.matchers.toReversed()]) {
    const [killed, frozen] = [first(matchers), first(matchers.slice(1))];
    frozen.freeze();
    await killed.restart();
    await delay(1500); // three times the claim time
    frozen.thaw();
    await killed.restart();
    await untilWaiting();
  }
  await pipeline.startAnother('ingest');
  const deserved = Object.assign({}, ...ids.map((id) => deservedOf(id, lives)));
  await expect.poll(() => verdictsOf(pipeline), { interval: 200 }).toEqual(deserved);
  await expectNothingLeft(pipeline);
});
