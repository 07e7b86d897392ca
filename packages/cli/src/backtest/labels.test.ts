import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { labelsFor, readLabels } from './labels.js';

const labels = { 'hv-1': { notice: 'hv-1-1' }, 'hv-2': { notice: null }, 'e21-1': { notice: null } };

test('labels of calls that are not there do not count', () => {
  expect(labelsFor(labels, ['hv-1', 'other'])).toEqual({ 'hv-1': { notice: 'hv-1-1' } });
});

test('with a prefix, all labelled calls count whose ids begin with it', () => {
  expect(Object.keys(labelsFor(labels, ['hv-1'], 'hv-'))).toEqual(['hv-1', 'hv-2']);
});

test('a missing file is reported by its name', async () => {
  await expect(readLabels('/nowhere/labels.json')).rejects.toThrow('/nowhere/labels.json: it cannot be read (ENOENT)');
});

test('a byte order mark, as Windows writes it, is not part of the labels', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-labels-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'labels.json');
  await writeFile(file, `\ufeff${JSON.stringify(labels)}`);
  expect(await readLabels(file)).toEqual(labels);
});
