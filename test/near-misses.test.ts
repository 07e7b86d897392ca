import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { shownCues } from './harness/shown-cues.js';
import { QUICK } from './harness/timing.js';

test('a near miss at the deadline is in the outcome, long after it was said', async () => {
  const rulesFile = await writeRules(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 1s}
`);
  const { simulator, redis } = await startPipeline({ publishers: 0, rulesFile, settings: QUICK });
  const interactionId = InteractionId.parse('nearly');
  const begunAtMs = Date.now();
  const say = (segmentId: string, text: string, afterS: number) =>
    simulator.pushFrame(speechFrame({ interactionId, segmentId, text, startTime: begunAtMs + 1000 * afterS }));
  say('1', 'this line is recorded', 0);
  const key = createKeys('cueline').interaction(partitionOf(interactionId, redis.partitions), interactionId);
  await expect.poll(() => redis.client.hexists(key, 'nearMisses')).toBe(1);
  // By now it has left the tail.
  say('2', 'and so on '.repeat(20), 60);
  say('3', 'goodbye', 120);
  simulator.pushFrame(endFrame(interactionId));
  const nearMisses = async () => (await readOutcomes(redis.client)).get('nearly')?.nearMisses;
  await expect
    .poll(nearMisses)
    .toMatchObject([{ segmentId: '1', words: 'is recorded', reason: 'incomplete', lacked: ['call'] }]);
});

test('what came close when it became due gets a soft cue, and its verdict is unclear', async () => {
  const rulesFile = await writeRules(`
version: 1
unclear: {closeness: 0.75}
disclosures:
  - {id: notice, title: Notice, say: ["this conversation is being recorded for training and quality purposes"], due: 1s}
  - {id: fee, title: Fee, say: ["early cancellation costs two hundred dollars"], due: 1s}
limits: {quiet: 0s}
`);
  const { simulator, redis } = await startPipeline({ rulesFile, settings: QUICK });
  const interactionId = InteractionId.parse('unclear');
  const text = 'this conversation is being recorded for training and quality';
  simulator.pushFrame(speechFrame({ interactionId, segmentId: '1', text, startTime: Date.now() }));
  const cues = () => shownCues(simulator);
  await expect.poll(() => cues().map(({ priority }) => priority), { timeout: 60_000 }).toEqual(['high', 'low']);
  const [missing, unclear] = cues().map(({ description }) => description);
  expect(missing).toContain('Agent has not yet stated: Fee.');
  expect(unclear).toBe(`Agent may have stated: Notice. Heard "${text}". Not heard: purposes.`);
  simulator.pushFrame(endFrame(interactionId));
  const verdicts = async () => (await readOutcomes(redis.client)).get('unclear')?.disclosures;
  await expect
    .poll(verdicts, { timeout: 60_000 })
    .toMatchObject({ notice: { kind: 'unclear' }, fee: { kind: 'missed' } });
});
