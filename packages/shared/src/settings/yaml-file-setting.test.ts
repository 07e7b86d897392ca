import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { yamlFileSetting } from './yaml-file-setting.js';

const mistake = (line: number) => ({ file: 'f', line, column: 1, message: `mistake ${line}`, hint: 'as it is right' });
const setting = yamlFileSetting<string>({
  noun: 'a thing',
  check: 'thing check',
  parse: (source) =>
    source === 'good' ? { ok: true, value: source } : { ok: false, mistakes: [mistake(2), mistake(3), mistake(4)] },
});
const messages = (file: string) =>
  setting
    .safeParse(file)
    .error?.issues.map(({ message }) => message)
    .join();

test('a setting that names a file is what the file says; else it names the first mistake and what lists the others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'thing.yaml');
  expect(messages(file)).toBe('should be a thing that can be read (ENOENT)');
  await writeFile(file, 'good');
  expect(setting.parse(file)).toBe('good');
  await writeFile(file, 'bad');
  expect(messages(file)).toMatch(/^has a mistake: .*mistake 2.*, and 2 more: 'thing check' lists them$/);
});
