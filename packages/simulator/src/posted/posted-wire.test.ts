import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createSimulator } from '../create-simulator.js';
import type { SimulatedPlatform } from '../simulator-options.js';

/** Plays calls to somebody who gives these answers, then 200; returns the bodies that came, in order, and their headers. */
async function startPosting(platform: SimulatedPlatform, answers: number[] = []) {
  const bodies: string[] = [];
  const senders: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      bodies.push(body);
      senders.push(request.headers.authorization ?? request.headers['x-twilio-signature']?.toString());
      response.writeHead(answers.shift() ?? 200).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a server on TCP has a port');
  const simulator = createSimulator({ platform, postTo: `http://127.0.0.1:${address.port}/hook` });
  await simulator.start();
  onTestFinished(() => simulator.stop());
  return { simulator, bodies, senders };
}

const line = (n: number, speaker: string, text: string) => ({
  segmentId: `s${n}`,
  speaker,
  startMs: n * 100,
  endMs: n * 100 + 90,
  text,
  confidence: 0.95,
});
const CALL = {
  interactionId: 'c-1',
  segments: [
    line(1, 'agent', 'good morning this call is being recorded for quality and training'),
    line(2, 'customer', 'fine'),
  ],
};

test('Twilio posts a signed form for each text, a partial one before, and numbers them', async () => {
  const { simulator, bodies, senders } = await startPosting('twilio');
  await simulator.play([CALL], { endDelayMs: 300 });
  await expect.poll(() => bodies.length).toBe(5);
  const forms = bodies
    .map((body) => Object.fromEntries(new URLSearchParams(body)))
    .toSorted((a, b) => Number(a['SequenceId']) - Number(b['SequenceId']));
  const final = { TranscriptionEvent: 'transcription-content', CallSid: 'c-1', Final: 'true', LanguageCode: 'en-US' };
  expect(forms).toMatchObject([
    { TranscriptionEvent: 'transcription-started', CallSid: 'c-1', SequenceId: '1', Track: 'both_tracks' },
    {
      Final: 'false',
      Track: 'outbound_track',
      Stability: '0.8',
      TranscriptionData: '{"transcript":"good morning this call is"}',
    },
    {
      ...final,
      Track: 'outbound_track',
      TranscriptionData:
        '{"transcript":"good morning this call is being recorded for quality and training","confidence":0.95}',
    },
    { ...final, Track: 'inbound_track', TranscriptionData: '{"transcript":"fine","confidence":0.95}', SequenceId: '4' },
    { TranscriptionEvent: 'transcription-stopped', CallSid: 'c-1', SequenceId: '5' },
  ]);
  expect(new Set(senders).size).toBe(5);
  expect(senders.every((signature) => /^[\w+/]{27}=$/.test(signature ?? ''))).toBe(true);
});

test('what Twilio sends twice keeps its number', async () => {
  const { simulator, bodies } = await startPosting('twilio');
  simulator.faults.set({ frameDuplicate: { chance: 1 } });
  await simulator.play([CALL], { endFrames: false });
  await expect.poll(() => bodies.length).toBe(7);
  expect(new Set(bodies).size).toBe(4);
});

test('Genesys posts events with several texts in each, in the envelope of EventBridge, and says twice that a call is over', async () => {
  const { simulator, bodies, senders } = await startPosting('genesys');
  await simulator.play([CALL], { endDelayMs: 300 });
  await expect.poll(() => bodies.length).toBe(5);
  expect(senders).toEqual(bodies.map(() => `Bearer ${simulator.postSecret}`));
  interface Text {
    readonly utteranceId: string;
    readonly isFinal: boolean;
  }
  const events: { detail: { topicName: string; eventBody: { transcripts?: Text[]; status?: object } } }[] = bodies.map(
    (body) => JSON.parse(body),
  );
  // requests may overtake one another
  const place = ({ utteranceId, isFinal }: Text) => `${utteranceId} ${isFinal}`;
  const transcripts = events
    .flatMap(({ detail }) => detail.eventBody.transcripts ?? [])
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  expect(events.find(({ detail }) => JSON.stringify(detail).includes('SESSION_ONGOING'))).toMatchObject({
    'detail-type': 'v2.conversations.{id}.transcription',
    detail: {
      topicName: 'v2.conversations.c-1.transcription',
      eventBody: { conversationId: 'c-1', status: { status: 'SESSION_ONGOING' } },
    },
  });
  expect(transcripts).toMatchObject([
    { utteranceId: 's1', isFinal: false, channel: 'INTERNAL', alternatives: [{ transcript: 'good morning this' }] },
    { utteranceId: 's1', isFinal: true, alternatives: [{ transcript: 'good morning this call is being recorded' }] },
    {
      utteranceId: 's1.2',
      isFinal: true,
      alternatives: [{ transcript: 'for quality and training', confidence: 0.95 }],
    },
    { utteranceId: 's2', isFinal: true, channel: 'EXTERNAL', alternatives: [{ transcript: 'fine' }] },
  ]);
  const ends = events.filter(({ detail: { eventBody } }) =>
    JSON.stringify(eventBody).match(/SESSION_ENDED|terminated/),
  );
  expect(ends.map(({ detail }) => detail.topicName).toSorted()).toEqual([
    'v2.conversations.c-1.transcription',
    'v2.routing.queues.q-1.conversations.calls',
  ]);
});

test('what was not taken is posted again, and what is refused for good is not', async () => {
  const { simulator, bodies } = await startPosting('twilio', [503, 400]);
  await simulator.play([{ interactionId: 'c-1', segments: [] }]);
  const statuses = () => new Set(simulator.journal.read({ kind: 'posted' }).map(({ status }) => status));
  await expect.poll(statuses).toEqual(new Set([503, 400, 200])); // which of the first two is known first is chance
  expect(bodies).toHaveLength(3);
  expect(bodies[2]).toBe(bodies[0]);
});
