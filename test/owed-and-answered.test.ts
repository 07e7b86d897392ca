import { expect, test } from 'vitest';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { shownCues } from './harness/shown-cues.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

test('a wrong value, a refused consent and what the next agent owes reach the desktop and the outcome', async () => {
  const rulesFile = await writeRules(`
version: 1
disclosures:
  - {id: apr, title: APR, say: ["apr is {percent as apr}"], equals: {apr: offered_apr}, due: 5m}
  - id: consent
    title: Consent
    say: ["may we record this call"]
    answer: {within: 5m, yes: ["yes"], no: ["no"]}
    due: 5m
  - {id: name, title: Name, say: ["my name is"], again: {attribute: agent}, from: agent, due: 1s}
limits: {quiet: 0s}
`);
  const { simulator, redis } = await startPipeline({ rulesFile, settings: QUICK });
  const interactionId = 'transferred';
  let count = 0;
  const say = (text: string, agent: string, speaker: 'agent' | 'customer' = 'agent') => {
    count += 1;
    const speech = speechFrame({ interactionId, segmentId: `${count}`, text, speaker });
    simulator.pushFrame({ ...speech, attributes: { agent, offered_apr: '6.99' } });
  };
  const cues = () =>
    shownCues(simulator)
      .map(({ description }) => description)
      .toSorted();
  say('my name is ann may we record this call', 'ann');
  say('no', 'ann', 'customer');
  say('the apr is 5.99 percent', 'ann');
  await expect
    .poll(cues, { timeout: 60_000 })
    .toEqual(['Agent stated wrongly: APR. Said 5.99 %, offered 6.99 %.', 'Customer declined: Consent.']);
  say('hello', 'bob');
  await expect.poll(cues, { timeout: 60_000 }).toHaveLength(3);
  expect(cues()).toContainEqual(expect.stringContaining('Agent has not yet stated: Name.'));
  simulator.pushFrame(endFrame(interactionId));
  const verdicts = async () => (await readOutcomes(redis.client)).get(interactionId)?.disclosures;
  await expect.poll(verdicts, { timeout: 60_000 }).toMatchObject({
    apr: { kind: 'wrong', values: [{ said: '5.99 %', offered: '6.99 %' }] },
    consent: { kind: 'declined', answer: { words: 'no' } },
    name: { kind: 'missed', round: { number: 2, of: 2 } },
  });
});
