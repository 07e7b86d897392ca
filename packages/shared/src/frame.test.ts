import { expect, test } from 'vitest';
import { type FrameFormat } from './frame-format.js';
import { MAX_FRAME_BYTES, parseFrame } from './frame.js';

const format: FrameFormat = {
  transcriptionType: 'transcription',
  endTypes: ['interactionEnded'],
  fields: {},
  speakers: new Map([
    ['agent', 'agent'],
    ['CLIENT', 'customer'],
  ]),
};
const speech = { type: 'transcription', isFinal: true, interactionId: 'i1', speaker: 'agent', text: 'hello' };
const parse = (frame: unknown, used = format) => parseFrame(Buffer.from(JSON.stringify(frame)), false, used);
const segmentOf = (frame: unknown, used = format) => {
  const parsed = parse(frame, used);
  return parsed.kind === 'segment' ? parsed.segment : undefined;
};

test('a final frame is a segment, heard with full confidence where it says nothing of it', () => {
  expect(segmentOf(speech)).toEqual({ interactionId: 'i1', speaker: 'agent', text: 'hello', confidence: 1 });
});

test('optional fields are taken over, unknown ones ignored', () => {
  const segment = segmentOf({
    ...speech,
    segmentId: 7,
    confidence: 0.5,
    startTime: '2026-01-02T03:04:05.678Z',
    endTime: 1767323046000,
    language: 'en-US',
    attributes: { skill: 'loans', team: 4, vip: true, nested: { a: 1 }, none: null },
    novelty: {},
  });
  expect(segment).toEqual({
    interactionId: 'i1',
    segmentId: '7',
    speaker: 'agent',
    text: 'hello',
    confidence: 0.5,
    startMs: Date.parse('2026-01-02T03:04:05.678Z'),
    endMs: 1767323046000,
    language: 'en-US',
    attributes: { skill: 'loans', team: '4', vip: 'true' },
  });
});

test.each([
  ['2026-01-02T03:04:05', '2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04Z', '2026-01-02T03:04:00Z'],
  ['2026-01-02T03:04:05.678901+0200', '2026-01-02T03:04:05.678+02:00'],
  ['2026-01-02T03:04:05-03', '2026-01-02T03:04:05-03:00'],
  ['2026-01-02T03:04:05,5z', '2026-01-02T03:04:05.500Z'],
  ['2026-01-02 03:04:05', '2026-01-02T03:04:05Z'],
  ['20260102T030405Z', '2026-01-02T03:04:05Z'],
])('a time may have any form of ISO 8601, and is UTC without an offset: %s', (startTime, usual) => {
  expect(segmentOf({ ...speech, startTime })?.startMs).toBe(Date.parse(usual));
});

test.each(['', 'x'.repeat(257), '\u20ac'.repeat(86)])(
  'an id that is empty or too long names nothing: %s',
  (segmentId) => {
    expect(segmentOf({ ...speech, segmentId })).toMatchObject({ segmentId: undefined, text: 'hello' });
  },
);

test('attributes with a long name or value are passed over', () => {
  const attributes = { skill: 'loans', ['n'.repeat(129)]: 'x', note: 'x'.repeat(1025) };
  expect(segmentOf({ ...speech, attributes })?.attributes).toEqual({ skill: 'loans' });
});

test('a language with a long name is passed over', () => {
  expect(segmentOf({ ...speech, language: 'x'.repeat(129) })).toMatchObject({ language: undefined, text: 'hello' });
});

test('a confidence that was rounded up is full', () => {
  expect(segmentOf({ ...speech, confidence: 1.0000001 })?.confidence).toBe(1);
});

test('fields may have other names', () => {
  const renamed: FrameFormat = { ...format, fields: { interactionId: 'contactId', text: 'transcript' } };
  const { interactionId, text, ...rest } = speech;
  expect(segmentOf({ ...rest, contactId: interactionId, transcript: text }, renamed)).toMatchObject({
    interactionId,
    text,
  });
});

test('speakers go through the map, unknown ones are other', () => {
  expect(segmentOf({ ...speech, speaker: 'CLIENT' })?.speaker).toBe('customer');
  expect(parse({ ...speech, speaker: 'bot' })).toMatchObject({ unknownSpeaker: 'bot', segment: { speaker: 'other' } });
});

test('what is not final, and other types, are told apart', () => {
  expect(parse({ ...speech, isFinal: false }).kind).toBe('interim');
  expect(parse({ type: 'transcription' }).kind).toBe('interim');
  expect(parse({ type: 'heartbeat' }).kind).toBe('control');
  expect(parse({ type: 'interactionEnded', interactionId: 'i1' })).toEqual({ kind: 'end', interactionId: 'i1' });
});

test.each([
  ['missing_interactionId', { ...speech, interactionId: undefined }],
  ['invalid_interactionId', { ...speech, interactionId: 'x'.repeat(257) }],
  ['invalid_interactionId', { ...speech, interactionId: '\u{d800}' }],
  ['invalid_interactionId', { ...speech, interactionId: '..' }],
  ['invalid_interactionId', { type: 'interactionEnded', interactionId: '.' }],
  ['missing_interactionId', { type: 'interactionEnded' }],
  ['missing_speaker', { ...speech, speaker: null }],
  ['missing_text', { ...speech, text: undefined }],
  ['invalid_text', { ...speech, text: 5 }],
  ['invalid_isFinal', { ...speech, isFinal: 'yes' }],
  ['invalid_confidence', { ...speech, confidence: 2 }],
  ['invalid_startTime', { ...speech, startTime: 'yesterday' }],
  ['invalid_startTime', { ...speech, startTime: '2026-02-30T03:04:05Z' }],
  ['invalid_startTime', { ...speech, startTime: 1e306 }],
  ['not_an_object', [speech]],
  ['too_large', { ...speech, text: 'x'.repeat(MAX_FRAME_BYTES) }],
])('a bad frame is told by its reason: %s', (reason, frame) => {
  expect(parse(frame)).toMatchObject({ kind: 'bad', reason });
});

test('what is no JSON text is bad, and an id that could be read goes with it', () => {
  expect(parseFrame(Buffer.from('{'), false, format)).toMatchObject({ kind: 'bad', reason: 'not_json' });
  expect(parseFrame(Buffer.from('{}'), true, format)).toMatchObject({ kind: 'bad', reason: 'binary' });
  expect(parse({ ...speech, text: 5 })).toMatchObject({ interactionId: 'i1' });
});
