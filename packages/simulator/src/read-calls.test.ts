import { constants } from 'node:buffer';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseCalls, readCalls, TranscriptError } from './read-calls.js';

const segment = (interactionId: string, endMs: number) =>
  JSON.stringify({
    interactionId,
    segmentId: `${interactionId}-${endMs}`,
    speaker: 'agent',
    startMs: 0,
    endMs,
    text: 'hi',
  });

const parse = (ndjson: string, name?: string) => parseCalls(Buffer.from(ndjson), name);

test('lines are grouped into calls and an end line sets when the call ends', () => {
  const end = JSON.stringify({ interactionId: 'a', endMs: 9000, type: 'interactionEnded' });
  const calls = parse([segment('a', 1000), segment('b', 2000), segment('a', 3000), end, ''].join('\n'));
  expect(calls.map(({ interactionId, segments, endMs }) => [interactionId, segments.length, endMs])).toEqual([
    ['a', 2, 9000],
    ['b', 1, undefined],
  ]);
});

test('a segment may carry the type of the frame that it was', () => {
  const [call] = parse(JSON.stringify({ ...JSON.parse(segment('a', 1000)), type: 'transcription' }));
  expect(call?.segments).toHaveLength(1);
});

test('a bad line is named with its file and number', () => {
  expect(() => parse(`${segment('a', 1)}\n{`, 'calls.ndjson')).toThrow('calls.ndjson:2: not JSON');
  expect(() => parse('{"interactionId":"a"}', 'calls.ndjson')).toThrow(/^calls\.ndjson:1: /);
});

test('what is wrong with a line is named with its field', () => {
  const refusal = (line: object) => {
    try {
      return parse(JSON.stringify(line), 'g.ndjson');
    } catch (error) {
      return error instanceof TranscriptError ? error.message : error;
    }
  };
  const good = { interactionId: 'a', segmentId: 's', speaker: 'agent', startMs: 0, endMs: 1, text: 'hi' };
  const { speaker: _, ...speechless } = good;
  expect(refusal(speechless)).toBe('g.ndjson:1: speaker: Invalid input: expected string, received undefined');
  expect(refusal({ ...good, startMs: '1' })).toBe(
    'g.ndjson:1: startMs: Invalid input: expected number, received string',
  );
  expect(refusal({ ...good, interactionId: 5, attributes: { product: 1 } })).toBe(
    'g.ndjson:1: interactionId: Invalid input: expected string, received number; ' +
      'attributes.product: Invalid input: expected string, received number',
  );
  expect(refusal({ type: 'interactionEnded', interactionId: 'a' })).toBe(
    'g.ndjson:1: endMs: Invalid input: expected number, received undefined',
  );
  expect(refusal({ type: 'ended', interactionId: 'a', endMs: 1 })).toBe(
    'g.ndjson:1: type: Invalid input: expected "interactionEnded"',
  );
  expect(refusal([])).toBe('g.ndjson:1: Invalid input: expected object, received array');
});

test('a packed file is read like a plain one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-'));
  try {
    await writeFile(join(directory, 'calls.ndjson.gz'), gzipSync(segment('a', 1000)));
    expect(await readCalls(join(directory, 'calls.ndjson.gz'))).toHaveLength(1);
    await writeFile(join(directory, 'cut.ndjson.gz'), gzipSync(segment('a', 1000)).subarray(0, 30));
    await expect(readCalls(join(directory, 'cut.ndjson.gz'))).rejects.toThrow('not whole');
    await expect(readCalls(join(directory, 'none.ndjson'))).rejects.toThrow(TranscriptError);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a byte order mark, line breaks of Windows and blank lines are no part of a line', () => {
  expect(parse(`\ufeff${segment('a', 1)}\r\n\r\n${segment('a', 2)}\r\n`)).toMatchObject([{ segments: [{}, {}] }]);
});

test('a file may be longer than a string can be', () => {
  const ndjson = Buffer.alloc(constants.MAX_STRING_LENGTH + 2 ** 20, ' ');
  for (let offset = 0; offset < ndjson.length; offset += 2 ** 20) ndjson.write('\n', offset);
  ndjson.write(segment('a', 1), 1);
  expect(parseCalls(ndjson)).toHaveLength(1);
});
