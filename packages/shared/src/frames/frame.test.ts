import { expect, test } from 'vitest';
import { z } from 'zod';
import { transcriptionSettings } from '../cxone/cxone-settings.js';
import { createFrameFormat, type FrameFormat } from './frame-format.js';
import { MAX_FRAME_BYTES, parseFrame } from './frame.js';
import { readSettings } from '../settings/settings.js';

const format: FrameFormat = {
  transcriptionType: 'transcription',
  endTypes: ['interactionended'],
  fields: {},
  speakers: new Map([
    ['agent', 'agent'],
    ['client', 'customer'],
  ]),
  named: { client: 'customer' },
};
const speech = { type: 'transcription', isFinal: true, interactionId: 'i1', speaker: 'agent', text: 'hello' };
const parse = (frame: unknown, used = format) => parseFrame(Buffer.from(JSON.stringify(frame)), false, used);
const segmentOf = (frame: unknown, used = format) => {
  const parsed = parse(frame, used);
  return parsed.kind === 'segment' ? parsed.segment : undefined;
};

test('a final frame is a segment, with full confidence if it gives none', () => {
  expect(segmentOf(speech)).toEqual({ interactionId: 'i1', speaker: 'agent', text: 'hello', confidence: 1 });
});

test('optional fields are kept, unknown ones ignored', () => {
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

test('attributes with a long name or value are ignored', () => {
  const attributes = { skill: 'loans', ['n'.repeat(129)]: 'x', note: 'x'.repeat(1025) };
  expect(segmentOf({ ...speech, attributes })?.attributes).toEqual({ skill: 'loans' });
});

test('a language with a long name is ignored', () => {
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

test('speakers are mapped, and unknown ones are other', () => {
  expect(segmentOf({ ...speech, speaker: 'CLIENT' })?.speaker).toBe('customer');
  expect(parse({ ...speech, speaker: 'bot' })).toMatchObject({ unknownSpeaker: 'bot', segment: { speaker: 'other' } });
});

test('a hypothesis says which agent is talking, if it is an agent who says something', () => {
  const hypothesis = { ...speech, isFinal: false, interactionId: 'i1', speaker: 'agent', text: 'this call' };
  const talking = (more: object) => {
    const frame = parse({ ...hypothesis, ...more });
    return frame.kind === 'interim' && frame.talking;
  };
  expect(talking({})).toBe('i1');
  const others = [
    { speaker: 'customer' },
    { text: ' ' },
    { text: null },
    { interactionId: '' },
    { isFinal: undefined },
  ];
  expect(others.map(talking)).toEqual(others.map(() => undefined));
});

test('hypotheses and other types are distinguished', () => {
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
  ['invalid_text', { ...speech, text: ['hello'] }],
  ['invalid_speaker', { ...speech, speaker: {} }],
  ['invalid_interactionId', { ...speech, interactionId: true }],
  ['invalid_isFinal', { ...speech, isFinal: 'perhaps' }],
  ['not_an_object', [speech]],
  ['too_large', { ...speech, text: 'x'.repeat(MAX_FRAME_BYTES) }],
])('a bad frame is reported with its reason: %s', (reason, frame) => {
  expect(parse(frame)).toMatchObject({ kind: 'bad', reason });
});

test('a frame that is not JSON text is bad, and an id that could be read is kept with it', () => {
  expect(parseFrame(Buffer.from('{'), false, format)).toMatchObject({ kind: 'bad', reason: 'not_json' });
  expect(parseFrame(Buffer.from('{}'), true, format)).toMatchObject({ kind: 'bad', reason: 'binary' });
  expect(parse({ ...speech, text: [] })).toMatchObject({ interactionId: 'i1' });
});

test('an optional field that cannot be read costs none of the words, and is named', () => {
  const odd = { confidence: 'sure', segmentId: {}, startTime: 'soon', endTime: '', language: 7, attributes: [] };
  expect(parse({ ...speech, ...odd })).toMatchObject({
    kind: 'segment',
    segment: { text: 'hello', confidence: 1, startMs: undefined, attributes: undefined },
    unusable: ['segmentId', 'confidence', 'startTime', 'endTime', 'language', 'attributes'],
  });
});

test('a null field counts as left out', () => {
  const none = { confidence: null, segmentId: null, startTime: null, language: null, attributes: null };
  expect(parse({ ...speech, ...none })).toMatchObject({ kind: 'segment', unusable: [] });
});

test('ids and speakers may be numbers, which keep all their digits', () => {
  const data = Buffer.from(
    '{"type":"transcription","isFinal":true,"interactionId":900719925474099312345,"segmentId":90071992547409931,"speaker":1,"text":12345678901234567890}',
  );
  expect(parseFrame(data, false, { ...format, speakers: new Map([['1', 'agent']]) })).toMatchObject({
    segment: {
      interactionId: '900719925474099312345',
      segmentId: '90071992547409931',
      speaker: 'agent',
      text: '12345678901234567890',
    },
  });
});

test('a byte order mark is not part of a frame', () => {
  expect(parseFrame(Buffer.from(`\u{feff}${JSON.stringify(speech)}`), false, format).kind).toBe('segment');
});

test.each(['AGENT', 'Agent', ' agent\n', 'Client ', 'cLIENT'])('a role has any case and space: %s', (speaker) => {
  expect(parse({ ...speech, speaker })).toMatchObject({ kind: 'segment', unknownSpeaker: undefined });
});

test('a speaker is mapped by the settings, in their spelling first, then in any case', () => {
  const used = createFrameFormat({
    ...readSettings(z.object(transcriptionSettings), {}),
    CXONE_SPEAKERS: { ' Agent': 'other', A: 'agent', a: 'customer' },
  });
  const roleOf = (speaker: string) => segmentOf({ ...speech, speaker }, used)?.speaker;
  expect(['AGENT', 'agent', 'A', 'a', ' A '].map(roleOf)).toEqual(['other', 'other', 'agent', 'customer', 'customer']);
});

test('a usual name is a role in any case and spelling, unless the settings say otherwise', () => {
  const roleOf = (speaker: string, speakers: object = {}) => {
    const settings = readSettings(z.object(transcriptionSettings), { CXONE_SPEAKERS: JSON.stringify(speakers) });
    return segmentOf({ ...speech, speaker }, createFrameFormat(settings))?.speaker;
  };
  expect(['Adviser', ' CSR ', 'INTERNAL'].map((name) => roleOf(name))).toEqual(['agent', 'agent', 'agent']);
  expect(['End User', 'end_user', 'EndUser'].map((name) => roleOf(name))).toEqual(['customer', 'customer', 'customer']);
  expect(roleOf('End User', { 'end user': 'other' })).toBe('other');
  expect(roleOf('caller', { Caller: 'agent' })).toBe('agent');
  expect(roleOf('toString')).toBe('other');
});

test('types have any case and space', () => {
  expect(parse({ ...speech, type: ' Transcription' }).kind).toBe('segment');
  expect(parse({ type: 'INTERACTIONENDED', interactionId: 7 })).toEqual({ kind: 'end', interactionId: '7' });
  expect(parse({ type: 'Error' })).toEqual({ kind: 'control', type: 'Error' });
});

test.each([true, 'true', 'TRUE', 1, '1', 'yes', 'Final'])('a frame is final by %j', (isFinal) => {
  expect(parse({ ...speech, isFinal }).kind).toBe('segment');
});
test.each([false, 'false', 0, '0', '', 'no', null])('a frame is not final by %j', (isFinal) => {
  expect(parse({ ...speech, isFinal }).kind).toBe('interim');
});

test.each(['', ' \t', '.', '…', '-', '[silence]', ' [background noise]. <unk>', '{music}', '&nbsp;', null])(
  'a final without words is not speech: %j',
  (text) => {
    expect(parse({ ...speech, text })).toEqual({ kind: 'wordless', interactionId: 'i1' });
  },
);
test.each(['ok', '5', '(yes)', '[noise] yes', 'да', 0])('a final with a word is speech: %j', (text) => {
  expect(parse({ ...speech, text }).kind).toBe('segment');
});

test.each([
  ['a fee of &pound;200', 'a fee of £200'],
  ['it&#x27;s &#36;5 &amp;quot;now&amp;quot;', 'it\'s $5 "now"'],
  ['AT&T; R&D & more', 'AT&T; R&D & more'],
])('an entity is the character it stands for: %s', (text, plain) => {
  expect(segmentOf({ ...speech, text })?.text).toBe(plain);
});

test.each([
  [1767323046000, 1767323046000],
  ['1767323046000', 1767323046000],
  [1767323046, 1767323046000],
  [1767323046.25, 1767323046250],
  [1767323046000000, 1767323046000],
  ['1767323046000000000', 1767323046000],
  ['Fri, 02 Jan 2026 03:04:06 GMT', 1767323046000],
  [0, undefined],
  [5.2, undefined],
  [5000, undefined],
  [86_400_000, undefined],
  [-1, undefined],
  [1e306, undefined],
  ['2026-02-30T03:04:05Z', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['yesterday', undefined],
  [{}, undefined],
])('a time is a moment of this century, in any unit: %j', (startTime, startMs) => {
  expect(parse({ ...speech, startTime })).toMatchObject({
    segment: { startMs },
    unusable: startMs === undefined ? ['startTime'] : [],
  });
});

test.each([
  ['0.93', 0.93],
  ['93%', 0.93],
  [' 93 % ', 0.93],
  [93, undefined],
  [-0.1, undefined],
  ['', undefined],
  [true, undefined],
])('a confidence is from 0 to 1, or in percent: %j', (confidence, read) => {
  expect(parse({ ...speech, confidence })).toMatchObject({
    segment: { confidence: read ?? 1 },
    unusable: read === undefined ? ['confidence'] : [],
  });
});
