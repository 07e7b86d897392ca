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

test('lines are grouped into calls and an end line sets when the call ends', () => {
  const end = JSON.stringify({ interactionId: 'a', endMs: 9000, type: 'interactionEnded' });
  const calls = parseCalls([segment('a', 1000), segment('b', 2000), segment('a', 3000), end, ''].join('\n'));
  expect(calls.map(({ interactionId, segments, endMs }) => [interactionId, segments.length, endMs])).toEqual([
    ['a', 2, 9000],
    ['b', 1, undefined],
  ]);
});

test('a bad line is named with its file and number', () => {
  expect(() => parseCalls(`${segment('a', 1)}\n{`, 'calls.ndjson')).toThrow('calls.ndjson:2: not JSON');
  expect(() => parseCalls('{"interactionId":"a"}', 'calls.ndjson')).toThrow(/^calls\.ndjson:1: /);
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
