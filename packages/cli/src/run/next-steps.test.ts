import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nextSteps } from './next-steps.js';

/** A folder on the PATH that has the command. */
function folderWithCueline(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cueline-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'cueline'), '');
  chmodSync(join(folder, 'cueline'), 0o755);
  return folder;
}

test('commands have their descriptions beside them, or below if the terminal is too narrow', () => {
  const env = { PATH: folderWithCueline() };
  expect(nextSteps('call-1', { env, columns: 80 })).toMatch(/^ {2}cueline inspect call-1 {2}one call: .* why$/m);
  const lines = nextSteps('a-call-with-quite-a-long-id-of-its-own', { env, columns: 80 }).split('\n');
  expect(lines).toContain('  cueline inspect a-call-with-quite-a-long-id-of-its-own');
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

test('the command is written as the shell finds it', () => {
  expect(nextSteps('x', { env: { PATH: '/nowhere' } })).toContain('  node_modules/.bin/cueline status');
  expect(nextSteps('x', { env: { PATH: `/nowhere:${folderWithCueline()}` } })).toContain('  cueline status');
});
