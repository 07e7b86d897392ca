import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, onTestFailed, onTestFinished, test } from 'vitest';
import { makeDirectory } from './harness/cueline-command.js';

const COMMAND = resolve('packages/cli/bin/cueline.js');
/** The lexicon that ships may grow; one beside the file counts instead. */
const LEXICON = 'version: 1\nexpansions: {departs: "(departs|sails)"}\n';
const SOON = { timeout: 60_000, interval: 50 };

/** Runs `cueline rules new` on a terminal, as `script` makes one. */
async function openTerminal(file: string) {
  const cwd = await makeDirectory();
  await writeFile(join(cwd, 'lexicon.yaml'), LEXICON);
  const command = `"${process.execPath}" "${COMMAND}" rules new ${file}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd });
  onTestFinished(() => void terminal.kill('SIGKILL'));
  let shown = '';
  terminal.stdout.on('data', (data: Buffer) => (shown += stripVTControlCharacters(data.toString())));
  onTestFailed(() => void process.stderr.write(shown));
  let read = 0;
  return {
    cwd,
    ended: once(terminal, 'exit'),
    /** Waits for a question, then presses these keys. */
    answer: async (question: string, keys: string): Promise<void> => {
      await expect.poll(() => shown.indexOf(question, read), SOON).toBeGreaterThanOrEqual(0);
      read = shown.indexOf(question, read) + question.length;
      terminal.stdin.write(keys);
    },
    shown: () => shown,
  };
}

test.runIf(process.platform === 'linux')('a rule file is begun with a few keys on a terminal', async () => {
  const { cwd, ended, answer, shown } = await openTerminal('bank.yaml');
  await answer('What is it?', 'm');
  await answer('Its title', 'Boat tour\r');
  await answer('1.', 'the tour sails at dawn\r');
  await answer('2.', '\r');
  await answer('does not count?', '');
  await answer('1.', '\r');
  await answer('other words for "sails"?', 'y');
  await answer('When must it be said?', 's');
  await answer('Within what time?', '\r');
  await answer('How urgent', 'c');
  await answer('What should the cue say?', 'Say when it ends.\r');
  await answer('Another rule?', 'n');
  await answer('Write bank.yaml?', 'y');
  await ended;
  expect(shown()).toContain('1 of 1 examples are as they should be');
  const written = await readFile(join(cwd, 'bank.yaml'), 'utf8');
  expect(written).toContain('- "tour <departs> ...2 dawn"');
  expect(written).toContain('due: 30s');
  expect(written).toContain('cue: {priority: critical, text: "Say when it ends."}');
});
