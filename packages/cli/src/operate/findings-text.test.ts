import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import { findingsText } from './findings-text.js';
import { paintTables } from './paint-tables.js';

const colors = createColors(true);
const long = 'the client lacks the right to post cues; next try at a quarter past two';

test('each line of a cause is bold, and so is told from what to do about it', () => {
  const text = findingsText({ wrong: [{ what: long, remedy: 'Grant it.' }], notes: ['a note'], columns: 50, colors });
  const lines = text.split('\n');
  const bold = lines.filter((line) => line.startsWith('\u001B[1m'));
  expect(bold.length).toBeGreaterThan(1);
  expect(lines.slice(bold.length)).toEqual(['  Grant it.', colors.dim('- a note')]);
});

test('without a terminal nothing is coloured or broken', () => {
  const plain = { columns: undefined, colors: createColors(false) };
  expect(findingsText({ wrong: [{ what: long, remedy: 'Grant it.' }], notes: [], ...plain })).toBe(
    `! ${long}\n  Grant it.`,
  );
  expect(findingsText({ wrong: [], notes: ['a note'], ...plain })).toBe('nothing is wrong\n- a note');
});

test('in the table of processes, those that are not ready stand out', () => {
  const table = ['process  host  ready  does', 'ingest   vm    no     heard 2 calls', 'matcher  vm    yes    no rules'];
  expect(paintTables(table.join('\n'), colors).split('\n')).toEqual([
    colors.dim('process  host  ready  does'),
    `ingest   vm    ${colors.red('no')}     heard 2 calls`,
    'matcher  vm    yes    no rules',
  ]);
});
