import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { readVerdicts } from './harness/ledger.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES } from './harness/scripted-calls.js';
import { segmentsLeft } from './harness/segments-left.js';
import { shownCues } from './harness/shown-cues.js';
import { endFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

/** Ids that mean something to Redis, to Lua, to URLs, to logs, to pages, to terminals or to JavaScript. */
const IDS = [
  'a{b}c',
  '{7}',
  'x\r\nDEL cueline:packs\r\n',
  'a:b:c',
  '*?[a-z]\\',
  '../../oauth/token',
  'a/../b?c=d#e',
  '%2e%2e%2f',
  '"]},\'--;\\u0000',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '\u001b[2J\u0007',
  'nul\u0000byte',
  '123',
  ' ',
  'שלום👩‍👩‍👧',
  '%d%s%n',
  '$(id)`id`',
  'https://user:word@host/?access_token=x',
  'x'.repeat(256),
];

test('an interaction is judged and cued by itself, whatever its id', async () => {
  const pipeline = await startPipeline({ rulesFile: await writeRules(RULES), settings: QUICK });
  const { simulator, redis } = pipeline;
  const speech = { type: 'transcription', isFinal: true, speaker: 'agent' };
  const attributes = JSON.parse('{"__proto__": "x", "constructor": "y", "toString": "z"}');
  for (const interactionId of IDS) {
    simulator.pushFrame({ ...speech, interactionId, text: 'this call is being recorded', attributes });
    simulator.pushFrame({ ...speech, interactionId, text: 'it has a guaranteed return', attributes });
  }
  // these have no place in a URL, and are refused
  for (const interactionId of ['..', '.', '\ud800', '', 'y'.repeat(257)]) {
    simulator.pushFrame({ ...speech, interactionId, text: 'a guaranteed return' });
  }
  const cued = () => shownCues(simulator).map(({ interactionId }) => interactionId);
  await expect.poll(() => cued().sort(), { timeout: 60_000 }).toEqual(IDS.toSorted());

  for (const interactionId of IDS) simulator.pushFrame(endFrame(interactionId));
  const verdicts = () => Promise.all(IDS.map((id) => readVerdicts(pipeline, id)));
  const deserved = IDS.map(() => ({ notice: 'satisfied', fee: 'not_required' }));
  await expect.poll(verdicts, { timeout: 60_000 }).toEqual(deserved);
  expect(await segmentsLeft(redis.client)).toBe(0);

  const keys = createKeys('cueline');
  const partitions = Array.from({ length: redis.partitions }, (_, partition) => partition);
  const dead = await Promise.all(partitions.map((partition) => redis.client.xlen(keys.dead(partition))));
  expect(dead.filter((count) => count > 0)).toEqual([]);
  const stubs = IDS.map((id) => keys.interaction(partitionOf(InteractionId.parse(id), 8), InteractionId.parse(id)));
  expect((await redis.client.keys('*:interaction:*')).sort()).toEqual(stubs.sort());
  const cutLines = [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers].flatMap(({ log }) =>
    log.filter(({ level }) => level === undefined),
  );
  expect(cutLines).toEqual([]);
});
