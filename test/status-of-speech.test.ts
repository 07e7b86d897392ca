import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { speechFrame } from './harness/speech-frame.js';
import { expectAllWell, expectStatus, LONG, SOON, startWell } from './harness/status.js';

const CONFUSED: readonly [what: string, frame: (i: number) => object, says: RegExp][] = [
  [
    'text under another name',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: '' }), text: undefined, words: 'hello' }),
    /8 of 8 frames .* cannot be read: 'missing_text' \(8\).*words/,
  ],
  [
    'agents of an unknown name',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }), speaker: 'SPK-A' }),
    /nobody is the agent in 8 of 8 calls.*'SPK-A' \(8\)[^]*CXONE_SPEAKERS/,
  ],
  [
    'speech of an unknown type',
    (i) => ({ ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }), type: 'utterance' }),
    /none of 8 frames .* is speech: their types are 'utterance' \(8\)[^]*CXONE_TRANSCRIPTION_TYPE/,
  ],
  [
    'finals without their mark',
    (i) => ({
      ...speechFrame({ interactionId: `c${i}`, segmentId: '1', text: 'hello' }),
      isFinal: undefined,
      final: 1,
    }),
    /none of 8 frames of speech .* is final.*final/,
  ],
];
test.each(CONFUSED)('status reports %s, with the setting to change', LONG, async (_what, frame, says) => {
  const pipeline = await startWell();
  for (let i = 0; i < 8; i += 1) pipeline.simulator.pushFrame(frame(i));
  await expectStatus(pipeline, { says });
  await expect.poll(() => first(pipeline.ingests).isReady(), SOON).toBe(false);
});

test('an error that CXone reports in a frame is shown until speech comes', LONG, async () => {
  const pipeline = await startWell();
  pipeline.simulator.pushFrame({ type: 'error', code: 403, message: 'card 4111 1111 1111 1111 refused' });
  const printed = await expectStatus(pipeline, { says: /CXone reported an error.*card \[number\] refused/ });
  expect(printed).not.toMatch(/(?<!\d)4111/);
  pipeline.simulator.pushFrame(speechFrame({ interactionId: 'c', segmentId: '1', text: 'hello' }));
  await expectAllWell(pipeline);
});

test('an error that CXone reported on an earlier socket is over when the next one brings none', LONG, async () => {
  const pipeline = await startWell();
  pipeline.simulator.pushFrame({ type: 'error', code: 403, message: 'not subscribed' });
  await expectStatus(pipeline, { says: /CXone reported an error.*not subscribed/ });
  await expect.poll(() => first(pipeline.ingests).isReady(), SOON).toBe(false);
  pipeline.simulator.sockets.reset('all');
  await expectAllWell(pipeline);
  await first(pipeline.ingests).ready();
});
