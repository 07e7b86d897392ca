import { PassThrough } from 'node:stream';
import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import { lineDisplay, terminalDisplay } from './display.js';
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

test('lines stand in the order in which things happened, though they are noticed in another', () => {
  const lines: string[] = [];
  let nowMs = 1_000;
  const display = lineDisplay({
    print: (line) => lines.push(line),
    pack: oneRulePack('Notice'),
    speed: 10,
    now: () => nowMs,
  });
  const call = (interactionId: string, phase: 'live' | 'ended', dueAtMs?: number) => ({
    interactionId,
    phase,
    startedAtMs: 1_000,
    elapsedMs: (nowMs - 1_000) * 10,
    cues: [],
    known: {
      disclosures: dueAtMs === undefined ? {} : { notice: { kind: 'due' as const, dueAtMs } },
      prohibited: [],
    },
  });
  display.show([call('a', 'live')], 0);
  nowMs = 4_200;
  display.show([call('a', 'ended')], 0);
  nowMs = 4_300;
  display.show([call('a', 'ended', 4_000)], 0);
  display.close();
  expect(lines.slice(1)).toEqual([' 0:00  a: begins', " 0:30  a: 'Notice' is owed", ' 0:32  a: has ended']);
});
