import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync('docs/guarantees.md', 'utf8');
const testsIn = (text: string) => [...text.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, file = '']) => file);
/** The rows of its tables, each by its beginning. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:\||---|lost)/.test(line))
  .map((row) => [row.slice(2, 60), row] as const);

test('every test that docs/guarantees.md names exists', () => {
  expect(testsIn(page).filter((file) => !existsSync(file))).toEqual([]);
});

test.each(rows)('a row of docs/guarantees.md names a test: %s …', (_beginning, row) => {
  expect(testsIn(row)).not.toEqual([]);
});
