import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseNotices } from '@cueline/shared';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { checkFiles } from './check-files.js';
import { ExitCode } from './exit-code.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cueline-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** What is printed of these notices files, and the exit code. */
function check(files: readonly string[], json = false) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const code = checkFiles(files, { noun: 'notices file', parse: parseNotices, json }, { print });
  return { code, lines };
}

test('each mistake of each file is told with its place and what is right, as the publisher would refuse it', () => {
  const receiver = "{name: desk, url: https://desk.example/, secret: '{values.deskSecret}'}";
  const good = fileOf('good.yaml', `version: 1\nreceivers: [${receiver}]\n`);
  const bad = fileOf('bad.yaml', `version: 2\nreceivers:\n  - name: desk\n    url: https://desk.example/\n`);
  const unsigned = fileOf('unsigned.yaml', `version: 1\nreceivers:\n  - name: desk\n    url: https://desk.example/\n`);
  expect(check([good])).toEqual({ code: ExitCode.ok, lines: ['1 file checked: 0 mistakes'] });
  expect(check([good, bad, unsigned])).toEqual({
    code: ExitCode.configuration,
    lines: [
      expect.stringContaining(`${bad}:1:10: \`version\``),
      expect.stringContaining(`${unsigned}:3:11: \`secret\` is missing`),
      '3 files checked: 2 mistakes',
    ],
  });
  const [json = ''] = check([unsigned], true).lines;
  expect(JSON.parse(json)).toMatchObject([{ file: unsigned, line: 3, column: 11 }]);
});

test('a file that is not there is told by its name', () => {
  expect(() => check([join(folder, 'none.yaml')])).toThrow(/^the notices file .*none\.yaml: there is no such file$/);
});
