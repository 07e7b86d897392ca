import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { labelNotes } from './label-notes.js';
import { readLabels, readOccurrences } from './labels.js';
import { score } from './score.js';

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-labels-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'labels'), text);
  return join(folder, 'labels');
}

test('labels may have one row each, with the segment', async () => {
  const file = await fileOf('call,rule,segment\nk-1,notice,k-1-4\nk-1,fee,\nk-2;x,notice,k-2-1\n');
  expect(await readLabels(file)).toEqual({ 'k-1': { notice: 'k-1-4', fee: null }, 'k-2;x': { notice: 'k-2-1' } });
});

test('labels may say yes or no, in rows or with a column for each rule; an empty cell says nothing', async () => {
  const expected = { k: { notice: true, fee: null } };
  expect(await readLabels(await fileOf('\ufeffCall ID;Rule;Said\nk;notice;Yes\nk;fee;no\nk;other;\n'))).toEqual(
    expected,
  );
  expect(await readLabels(await fileOf('call,notice,fee,other\nk,x,no,\n'))).toEqual(expected);
});

test('occurrences may have one row each', async () => {
  const file = await fileOf('call,rule,segment\nk,notice,k-4\nk,notice,k-9\nk,fee,\n');
  expect(await readOccurrences(file)).toEqual({ k: { notice: ['k-4', 'k-9'], fee: [] } });
});

test('mistakes in labels are explained in words', async () => {
  await expect(readLabels(await fileOf('{"k": {"notice": 5}}'))).rejects.toThrow(
    'k.notice should name a segment, or be true, false or null',
  );
  await expect(readLabels(await fileOf('call,rule\n,notice\n'))).rejects.toThrow(/:2: call is missing$/);
  await expect(readLabels(await fileOf('hello'))).rejects.toThrow('neither JSON nor CSV');
});

test('a label without a place is found in the right place wherever it is found', () => {
  const labels = { k: { notice: true as const } };
  const { micro } = score({ detections: new Map([['k', { notice: 'k-7' }]]), labels, occurrences: {} });
  expect(micro).toMatchObject({ decisions: 1, said: 1, found: 1, located: 1 });
});

test('labels of an unknown rule or call are reported, with the name that may be meant', () => {
  const labels = { 'k-1': { recordin: true as const, fee: null }, 'K 1': { fee: null } };
  expect(labelNotes(labels, ['recording', 'fee'], ['k-1'])).toEqual([
    'no rule is named recordin (did you mean recording?): its labels do not count',
    'not recorded here, though labelled: K 1 (did you mean k-1?)',
  ]);
});
