import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import { terminalDisplay } from './display.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

test.each([true, false])('what a terminal shows is coloured only if colours are wanted (%s)', (isColored) => {
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const colors = createColors(isColored);
  const display = terminalDisplay({ stdout, pack: oneRulePack('Notice'), speed: 10, colors });
  display.show([], 0);
  display.close();
  const written = String(stdout.read());
  expect(written).toContain('0 calls at 10 times real speed');
  expect(written.includes('\u001b[1m')).toBe(isColored);
});
