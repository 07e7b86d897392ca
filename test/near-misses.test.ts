import { createKeys, InteractionId, partitionOf } from '@cueline/shared';
import { expect, test } from 'vitest';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { QUICK } from './harness/timing.js';

test('a near miss at the deadline is in the outcome, long after it was said', async () => {
  const rulesFile = await writeRules(`
version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 1s}
`);
  const { simulator, redis } = await startPipeline({ rulesFile, settings: QUICK });
  const interactionId = InteractionId.parse('nearly');
  const begunAtMs = Date.now();
  const say = (segmentId: string, text: string, afterS: number) =>
    simulator.pushFrame(speechFrame({ interactionId, segmentId, text, startTime: begunAtMs + 1000 * afterS }));
  say('1', 'this line is recorded', 0);
  const key = createKeys('cueline').interaction(partitionOf(interactionId, redis.partitions), interactionId);
  await expect.poll(() => redis.client.hexists(key, 'nearMisses'), { timeout: 20_000 }).toBe(1);
  // By now it has left the recent speech that is kept.
  say('2', 'and so on '.repeat(20), 60);
  say('3', 'goodbye', 120);
  simulator.pushFrame(endFrame(interactionId));
  const nearMisses = async () => (await readOutcomes(redis.client)).get('nearly')?.nearMisses;
  await expect
    .poll(nearMisses, { timeout: 20_000 })
    .toMatchObject([{ segmentId: '1', words: 'is recorded', reason: 'incomplete', lacked: ['call'] }]);
});
