import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import type { CallView } from './call-view.js';
import { createLiveTable } from './live-table.js';
import { oneRulePack } from './one-rule-pack.fixture.js';

const pack = oneRulePack('Notice\u0007');
const call: CallView = {
  interactionId: 'a\u001b[2J\ncall of somebody',
  phase: 'live',
  startedAtMs: 0,
  elapsedMs: 61_000,
  known: { disclosures: { notice: { kind: 'missed' } }, prohibited: [] },
  cues: [],
};

const tableOf = (isColored: boolean) =>
  createLiveTable({ pack, speed: 1, colors: createColors(isColored) })([call], { columns: 80, rows: 24 });

test('ids and titles cannot steer the terminal', () => {
  expect(tableOf(false).split(/ *\n/)).toEqual([
    'call                    time  Notice\\u0007',
    'a\\u001b[2J call of som… 1:01  missed                  ',
  ]);
});

test('ids and titles leave the colours of the table as they are', () => {
  expect(tableOf(true)).toContain('\u001b[31mmissed');
});

test('a terminal too narrow for any rule shows only the calls, and how many rules are left out', () => {
  const disclosures = ['a', 'b', 'c'].flatMap((id) => pack.disclosures.map((one) => ({ ...one, id })));
  const table = createLiveTable({ pack: { ...pack, disclosures }, speed: 1, colors: createColors(false) });
  const lines = table([call], { columns: 24, rows: 24 }).split('\n');
  expect(lines.map((line) => line.trimEnd())).toEqual([
    'call                    time',
    'a\\u001b[2J call of som… 1:01',
    '3 more rules have no ro',
  ]);
});
