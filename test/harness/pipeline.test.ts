import { expect, test } from 'vitest';
import { startPipeline } from './pipeline.js';
import { writeRules } from './rule-file.js';
import { segmentsLeft } from './segments-left.js';
import { shownCues } from './shown-cues.js';

test('speech at one end brings the cue at the other', async () => {
  const rulesFile = await writeRules(`
version: 1
limits: {quiet: 0s}
disclosures:
  - {id: greeting, title: Greeting, say: ["good day"], due: 1s}
prohibited:
  - {id: oath, title: An oath, say: ["good grief"]}
`);
  const { simulator, redis } = await startPipeline({ rulesFile, matchers: 2 });
  const segment = { segmentId: 's1', speaker: 'agent', startMs: 0, endMs: 100, text: 'good grief' };
  await simulator.play([{ interactionId: 'rude', segments: [segment] }], { endFrames: false });
  await expect
    .poll(() => shownCues(simulator), { timeout: 60_000 })
    .toMatchObject([
      { interactionId: 'rude', description: expect.stringContaining('An oath') },
      { interactionId: 'rude', description: expect.stringContaining('Greeting') },
    ]);
  await expect.poll(() => segmentsLeft(redis.client)).toBe(0);
});
