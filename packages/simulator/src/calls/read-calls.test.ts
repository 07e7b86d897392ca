import { constants } from 'node:buffer';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readCalls } from './read-calls.js';
import { readOne, saidIn, writeFiles } from './read-calls.fixture.js';
import { TranscriptError } from './transcript-error.js';

const segment = (interactionId: string, endMs: number, more: object = {}) =>
  JSON.stringify({
    interactionId,
    segmentId: `${interactionId}-${endMs}`,
    speaker: 'agent',
    startMs: 0,
    endMs,
    text: 'hi',
    ...more,
  });

test('lines are grouped into calls and an end line sets when the call ends', async () => {
  const end = JSON.stringify({ interactionId: 'a', endMs: 9000, type: 'interactionEnded' });
  const { calls } = await readOne(
    'c.ndjson',
    [segment('a', 1000), segment('b', 2000), segment('a', 3000), end, ''].join('\n'),
  );
  expect(calls.map(({ interactionId, segments, endMs }) => [interactionId, segments.length, endMs])).toEqual([
    ['a', 2, 9000],
    ['b', 1, undefined],
  ]);
});

test('a segment may carry the type of the frame that it was', async () => {
  expect(await saidIn('c.ndjson', segment('a', 1000, { type: 'transcription' }))).toEqual(['a agent 0-1000 hi']);
});

test('all bad lines are named with their file, number and field, at once', async () => {
  const lines = [
    segment('a', 1),
    '{',
    segment('a', 2, { speaker: undefined }),
    segment('a', 3, { startMs: 'noon' }),
    '[1]',
  ];
  const { refusal } = await readOne('calls.ndjson', lines.join('\n'));
  expect(refusal?.split('\n')).toEqual([
    expect.stringMatching(/^calls\.ndjson:2: not JSON/),
    'calls.ndjson:3: speaker is missing',
    'calls.ndjson:4: startMs should be a time such as 12.5, 0:12.5 or 2026-11-28T10:00:12Z',
    'calls.ndjson:5: an object is expected, not an array',
  ]);
});

test('if there are very many mistakes, the first are listed and the others counted', async () => {
  const { refusal } = await readOne(
    'c.ndjson',
    Array(50)
      .fill(segment('a', 1, { speaker: null }))
      .join('\n'),
  );
  expect(refusal?.split('\n')).toHaveLength(21);
  expect(refusal).toMatch(/and 30 more$/);
});

test('messages do not repeat speech', async () => {
  const { refusal } = await readOne('c.ndjson', `${segment('a', 1)}\n{"text": "my card is 4111" oops`);
  expect(refusal).not.toContain('4111');
});

test('an end line needs its time', async () => {
  const { refusal } = await readOne(
    'c.ndjson',
    `${segment('a', 1)}\n{"type":"interactionEnded","interactionId":"a","endMs":"x"}`,
  );
  expect(refusal).toBe('c.ndjson:2: endMs should be the time at which the call ends, in ms since it began');
});

test('a line may hold what a frame may: numbers as ids, null, and numbers in attributes', async () => {
  const line = segment('', 1, {
    interactionId: 12,
    segmentId: 3,
    confidence: null,
    attributes: { team: 4, new: false, a: {} },
  });
  const { calls } = await readOne('c.ndjson', line);
  expect(calls).toMatchObject([
    { interactionId: '12', segments: [{ segmentId: '3', attributes: { team: '4', new: 'false' } }] },
  ]);
});

test.each(['AGENT', ' Agent ', 'agent', 'Representative'])('%s is the agent', async (speaker) => {
  const { calls, notes } = await readOne('c.ndjson', segment('a', 1, { speaker }));
  expect(calls[0]?.segments[0]?.speaker).toBe('agent');
  expect(notes).toEqual([]);
});

test('a call without an agent is reported, with the names of the speakers and the setting that maps them', async () => {
  const { notes } = await readOne('c.ndjson', [segment('a', 1), segment('b', 1, { speaker: 'spk_0' })].join('\n'));
  expect(notes).toEqual([
    `nobody is the agent in 1 of 2 calls (b): the speaker is "spk_0". Say who is who, for example --speakers '{"spk_0":"agent"}', or by the setting CXONE_SPEAKERS`,
  ]);
});

test('the example of who is who keeps what is set, and gives the others the roles that nobody has', async () => {
  const call = [segment('a', 1, { speaker: 'Maria' }), segment('a', 2, { speaker: 'John' })].join('\n');
  const { notes } = await readOne('c.ndjson', call, { CXONE_SPEAKERS: '{"Maria":"agent"}' });
  expect(notes).toEqual([
    `neither agent nor customer: "John". Say who is who, for example --speakers '{"Maria":"agent","John":"customer"}', or by the setting CXONE_SPEAKERS`,
  ]);
});

test('settings decide who a speaker is, even against the usual names', async () => {
  const env = { CXONE_SPEAKERS: '{"Client":"agent"}' };
  expect(await saidIn('c.ndjson', segment('a', 1, { speaker: 'Client' }), env)).toEqual(['a agent 0-1 hi']);
});

test('times in seconds under a name that says ms are refused', async () => {
  const lines = [
    segment('a', 3, { text: 'good morning to you' }),
    segment('a', 43, { startMs: 40.5, text: 'how are you today' }),
  ];
  const { refusal } = await readOne('c.ndjson', lines.join('\n'));
  expect(refusal).toBe('c.ndjson:1: call a: 8 words in 43 ms: the times look like seconds, but should be milliseconds');
});

test('times since the epoch count from when the call began', async () => {
  const at = 1_795_000_000_000;
  const lines = [segment('a', at + 2000, { startMs: at }), segment('a', at + 5000, { startMs: at + 4000 })];
  expect(await saidIn('c.ndjson', lines.join('\n'))).toEqual(['a agent 0-2000 hi', 'a agent 4000-5000 hi']);
});

test('a compressed file is read like a plain one, whatever its name', async () => {
  expect(await saidIn('calls', gzipSync(segment('a', 1000)))).toEqual(['a agent 0-1000 hi']);
  const { refusal } = await readOne('cut.ndjson.gz', gzipSync(segment('a', 1000)).subarray(0, 30));
  expect(refusal).toBe('cut.ndjson.gz is not compressed with gzip, or not whole');
  await expect(readCalls(['/nowhere.ndjson'])).rejects.toThrow(TranscriptError);
});

test('byte order marks, UTF-16, Windows line breaks and blank lines are not part of a line', async () => {
  const text = `\ufeff${segment('a', 1)}\r\n\r\n${segment('a', 2)}\r\n`;
  for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le')]) {
    expect(await saidIn('c.ndjson', bytes)).toEqual(['a agent 0-1 hi', 'a agent 0-2 hi']);
  }
});

test('a file may be longer than a string can be', async () => {
  const bytes = Buffer.alloc(constants.MAX_STRING_LENGTH + 2 ** 20, ' ');
  for (let offset = 2 ** 20; offset < bytes.length; offset += 2 ** 20) bytes.write('\n', offset);
  bytes.write(`${segment('a', 1)}\n`);
  expect(await saidIn('long.ndjson', bytes)).toHaveLength(1);
});

test('an empty file is reported', async () => {
  expect(await readOne('none.ndjson', '\n \n')).toMatchObject({ refusal: 'no calls in none.ndjson (an empty file)' });
});

test('a file that is not a recorded call is refused, with what would be one', async () => {
  const { refusal } = await readOne('rules.yaml', 'version: 1\ndisclosures: []\n');
  expect(refusal).toMatch(/^rules\.yaml: recorded calls are .*WebVTT.*; this is none of them$/);
});

test('in a folder, all files that hold calls are read, and others are reported', async () => {
  const folder = await writeFiles({
    'one.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Hello',
    'more/two.txt': 'agent: hello there',
    'more/notes.md': '# Calls of May',
    '.hidden': 'x',
  });
  const { calls, notes } = await readCalls([folder]);
  expect(calls.map(({ interactionId }) => interactionId)).toEqual(['more/two', 'one']);
  expect(notes[0]).toBe(`no calls in ${join(folder, 'more/notes.md')} (of no format that is known)`);
});

test('a file with a mistake is left out with all its calls, and the others are read', async () => {
  const folder = await writeFiles({
    'a.ndjson': segment('a', 1),
    'bad.ndjson': `${segment('b', 1)}\n{"interactionId":"c"`,
    'cut.ndjson.gz': '',
    'd.txt': 'agent: hello',
  });
  await writeFile(join(folder, 'cut.ndjson.gz'), gzipSync(segment('e', 1000)).subarray(0, 30));
  const { calls, mistakes } = await readCalls([folder]);
  expect(calls.map(({ interactionId }) => interactionId)).toEqual(['a', 'd']);
  expect(mistakes).toEqual([
    expect.stringMatching(/bad\.ndjson:2: /),
    `${join(folder, 'cut.ndjson.gz')} is not compressed with gzip, or not whole`,
  ]);
});

test('an empty folder is reported', async () => {
  const folder = await writeFiles({});
  await expect(readCalls([folder])).rejects.toThrow(`${folder}: no files in it`);
});

test('a call that is in two files counts once', async () => {
  const folder = await writeFiles({
    'a.ndjson': [segment('a', 1), segment('a', 2)].join('\n'),
    'b.ndjson': [segment('a', 2), segment('a', 3)].join('\n'),
  });
  const { calls, notes } = await readCalls([join(folder, 'a.ndjson'), join(folder, 'b.ndjson')]);
  expect(calls.map(({ segments }) => segments.map(({ endMs }) => endMs))).toEqual([[1, 2, 3]]);
  expect(notes).toHaveLength(1);
});

test('two calls that are named only by their files are not taken for one', async () => {
  const folder = await writeFiles({ 'x/call.txt': 'agent: hello', 'y/call.txt': 'agent: goodbye' });
  const { calls, mistakes } = await readCalls([join(folder, 'x/call.txt'), join(folder, 'y/call.txt')]);
  expect(calls).toMatchObject([{ segments: [{ text: 'hello' }] }]);
  expect(mistakes).toEqual([expect.stringContaining('its call is named call')]);
});

test('a name keeps its dots, but not the ending for its format', async () => {
  const folder = await writeFiles({ 'call.2026.11.txt': 'agent: hello', 'c-1.json.gz': '' });
  await writeFile(join(folder, 'c-1.json.gz'), gzipSync('agent: hello'));
  const { calls } = await readCalls([folder]);
  expect(calls.map(({ interactionId }) => interactionId)).toEqual(['c-1', 'call.2026.11']);
});

test('JSON that is neither a transcript nor a frame is reported, with its fields', async () => {
  const { refusal } = await readOne('x.json', JSON.stringify({ rating: 5, remark: 'good' }));
  expect(refusal).toBe(
    'no calls in x.json (neither a known transcript nor a frame of type "transcription": x.json:1, with the fields rating, remark)',
  );
});

test('texts without words are not speech', async () => {
  expect(await saidIn('c.ndjson', [segment('a', 1), segment('a', 2, { text: '[silence]' })].join('\n'))).toHaveLength(
    1,
  );
});

test('HTML entities become the characters they stand for', async () => {
  expect(await saidIn('c.ndjson', segment('a', 900, { text: 'fish &amp; chips' }))).toEqual([
    'a agent 0-900 fish & chips',
  ]);
});
