import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { terminalDisplay } from './display.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

// before picocolors is read
vi.hoisted(() => vi.stubEnv('NO_COLOR', '1'));

test('with NO_COLOR nothing is coloured', () => {
  const stdout = Object.assign(new PassThrough(), { columns: 80, rows: 24 });
  const display = terminalDisplay({ stdout, pack: oneRulePack('Notice'), speed: 10 });
  display.show([], 0);
  display.close();
  const written = String(stdout.read());
  expect(written).toContain('0 calls at 10 times real speed');
  expect(written).not.toContain('\u001b[1m');
});
