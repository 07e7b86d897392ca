import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readFileStart } from './read-file-start.js';

test('a short file is read whole, and a file without an end only to the limit', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-read-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'short');
  await writeFile(path, 'ünïcode');
  expect(readFileStart(path, 100)).toBe('ünïcode');
  expect(readFileStart(path, 3)).toBe('ün');
  expect(readFileStart('/dev/zero', 5)).toBe('\0'.repeat(5));
  expect(() => readFileStart(join(directory, 'none'), 5)).toThrow('ENOENT');
});
