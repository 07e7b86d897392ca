import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createProgress } from './progress.js';

test("a progress bar that is never ended leaves the terminal's settings as they were", () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  const progress = createProgress(stderr, 2);
  const shown = String(stderr.read());
  progress.end();
  expect(shown).toContain('0 of 2 calls');
  expect(shown).not.toContain('\u001b[?');
});
