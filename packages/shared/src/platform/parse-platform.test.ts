import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatFileMistake } from '../documents/index.js';
import { createFrameFormat } from '../frames/frame-format.js';
import { parseFrames } from '../frames/frame.js';
import { parsePlatform } from './parse-platform.js';

const SETTINGS = {
  CXONE_TRANSCRIPTION_TYPE: 'transcription',
  CXONE_END_TYPES: ['interactionEnded'],
  CXONE_FIELDS: {},
  CXONE_SPEAKERS: {},
};

/** Each mistake as compilers print it. */
function mistakesIn(source: string): string[] {
  const parsed = parsePlatform(source, 'acme.yaml');
  return parsed.ok ? [] : parsed.mistakes.map(formatFileMistake);
}

/** Reads frames by a platform file of these lines. */
function reader(source: string, settings = {}) {
  const parsed = parsePlatform(`version: 1\nname: Acme\n${source}`, 'acme.yaml');
  if (!parsed.ok) throw new Error(parsed.mistakes.map(formatFileMistake).join('\n'));
  const format = createFrameFormat({ ...SETTINGS, ...settings, PLATFORM_FILE: parsed.contract });
  return (frame: unknown) => parseFrames(Buffer.from(JSON.stringify(frame)), false, format);
}
const FIELDS = 'speech: {text: {exists: true}}\nfields: {interactionId: call, speaker: who, text: text';

test('cxone.yaml is the contract that is read without a platform file', () => {
  const source = readFileSync(new URL('../../../../platforms/cxone.yaml', import.meta.url), 'utf8');
  const parsed = parsePlatform(source, 'cxone.yaml');
  if (!parsed.ok) throw new Error('it has mistakes');
  expect(createFrameFormat({ ...SETTINGS, PLATFORM_FILE: parsed.contract })).toEqual(createFrameFormat(SETTINGS));
});

test('each mistake is told with its place and what is right', () => {
  expect(
    mistakesIn(`version: 1
name: Acme
sppech: {type: speech}
end: {a..b: x}
fields:
  interactionId: call id.
  speaker: who
  text: [text, 5]
  isFinal: final
  isPartial: partial
times: {unit: minutes, from: start}
delay: 3m
speakers: {AGENT: Agent}
`),
  ).toEqual([
    expect.stringMatching(/^acme\.yaml:3:1: `sppech` is not known here \(did you mean `speech`\?\)$/),
    expect.stringMatching(/^acme\.yaml:4:7: `a\.\.b` cannot be a name \(a path is names with a dot/),
    expect.stringMatching(
      /^acme\.yaml:6:18: `interactionId` cannot be `call id\.` \(the call; for example `conversationId`\)$/,
    ),
    expect.stringMatching(/^acme\.yaml:8:16: entry 2 of `text` cannot be `5`/),
    expect.stringMatching(/^acme\.yaml:11:15: `unit` cannot be `minutes` \(.*one of ms, s/),
    expect.stringMatching(/^acme\.yaml:12:8: `delay` cannot be `3m` \(how long .* up to 2m; .*; for example `35s`\)$/),
    expect.stringMatching(/^acme\.yaml:13:19: `AGENT` cannot be `Agent` \(did you mean `agent`\?\)$/),
  ]);
  expect(mistakesIn('version: 1\nname: [a')).toEqual([expect.stringMatching(/^acme\.yaml:2:/)]);
  expect(mistakesIn(`version: 1\nname: A\n${FIELDS}, isFinal: a, isPartial: b}`)).toEqual([
    expect.stringMatching(/^acme\.yaml:4:\d+: `isPartial` cannot stand beside `isFinal`/),
  ]);
});

test('a bad record does not spoil its neighbours, and equal texts of several calls keep names of their own', () => {
  const read = reader(`records: list\n${FIELDS}}`);
  const frames = read({
    call: 'outer',
    list: [{ who: 'agent', text: 'one' }, { text: 'two' }, 7, { call: 'inner', who: 'agent', text: 'one' }],
  });
  expect(frames).toMatchObject([
    { kind: 'segment', segment: { interactionId: 'outer', text: 'one' } },
    { kind: 'bad', reason: 'missing_speaker', interactionId: 'outer' },
    { kind: 'control' },
    { kind: 'segment', segment: { interactionId: 'inner' } },
  ]);
  const names = frames.flatMap((frame) => (frame.kind === 'segment' ? [frame.content] : []));
  expect(new Set(names).size).toBe(2);
});

test('a moment is an origin and an offset; without either the words are placed by when they were heard', () => {
  const read = reader(`${FIELDS}, startTime: at, duration: for}\ntimes: {unit: s, from: began}`);
  const speech = { call: 'c', who: 'agent', text: 'hello', at: '1.5', for: 2 };
  expect(read({ ...speech, began: '2026-01-02T03:04:05Z' })).toMatchObject([
    { segment: { startMs: 1767323046500, endMs: 1767323048500 }, unusable: [] },
  ]);
  for (const frame of [speech, { ...speech, began: '2026-01-02T03:04:05Z', at: 'soon' }])
    expect(read(frame)).toMatchObject([{ segment: { startMs: undefined, endMs: undefined }, unusable: [] }]);
});

test('a flag that cannot be read makes a bad record, whichever way it is asked', () => {
  const speech = { call: 'c', who: 'agent', text: 'hello' };
  const isFinal = reader(`${FIELDS}, isFinal: [a, b]}`);
  const isPartial = reader(`${FIELDS}, isPartial: a}`);
  const kinds = (frames: ReturnType<typeof isFinal>) => frames.map(({ kind }) => kind);
  expect(kinds(isFinal({ ...speech, a: false, b: 'yes' }))).toEqual(['segment']);
  expect(kinds(isFinal({ ...speech, a: 'maybe', b: false }))).toEqual(['bad']);
  expect(kinds(isFinal(speech))).toEqual(['interim']);
  expect(kinds(isPartial({ ...speech, a: 'true' }))).toEqual(['interim']);
  expect(kinds(isPartial(speech))).toEqual(['segment']);
  expect(kinds(isPartial({ ...speech, a: 'maybe' }))).toEqual(['bad']);
});

test('a frame in another, as an object, JSON or Base64, is read as it is', () => {
  const read = reader(`unwrap: [detail, kinesis.data]\n${FIELDS}}`);
  const speech = { call: 'c', who: 'agent', text: 'hello' };
  const json = JSON.stringify(speech);
  for (const frame of [
    speech,
    { detail: speech },
    { detail: json },
    { kinesis: { data: Buffer.from(json).toString('base64') } },
  ])
    expect(read(frame)).toMatchObject([{ kind: 'segment', segment: { interactionId: 'c' } }]);
});

test('the settings say where a field lies and who speaks, before the file does', () => {
  const read = reader(`records: list\n${FIELDS}}\nspeakers: {A: agent, "*": customer}`, {
    CXONE_FIELDS: { text: 'said.words' },
    CXONE_SPEAKERS: { B: 'other' },
  });
  const speakers = ['A', 'B', 'C'].flatMap((who) =>
    read({ list: [{ call: 'c', who, text: '', said: { words: 'hello' } }] }).map((frame) =>
      frame.kind === 'segment' ? frame.segment.speaker : frame.kind,
    ),
  );
  expect(speakers).toEqual(['agent', 'other', 'customer']);
});
