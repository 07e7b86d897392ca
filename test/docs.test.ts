import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files are named from the root, or shorter: without `packages/`, or only with their room. */
const PLACES = ['', 'packages/', 'packages/*/src/'];
const exists = (file: string) => PLACES.some((place) => globSync(place + file).length > 0);
const filesIn = (text: string) =>
  [...text.matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|lua|mjs|ya?ml|json))`/g)].map(([, file = '']) => file);

test.each([...globSync('docs/*.md'), 'ARCHITECTURE.md'])('every file that %s names exists', (page) => {
  expect(filesIn(readFileSync(page, 'utf8')).filter((file) => !exists(file))).toEqual([]);
});

/** The rows of tables in docs/guarantees.md, each by its beginning. */
const rows = readFileSync('docs/guarantees.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:\||---|lost)/.test(line))
  .map((row) => [row.slice(2, 60), row] as const);

test.each(rows)('a row of docs/guarantees.md names a test: %s …', (_beginning, row) => {
  const tests = filesIn(row).filter((file) => file.endsWith('.test.ts'));
  expect(tests.filter((file) => existsSync(file))).not.toEqual([]);
});
