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

const operations = readFileSync('docs/operations.md', 'utf8');
/** What status says, as the tables have it. */
const sentences = operations
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, sentence = '']) => sentence));

/** Where its sentences are made. */
const sources = [
  'packages/operate/src/status/*.ts',
  'packages/cli/src/{operate,redis}/*.ts',
  'packages/operate/src/*/*.ts',
  'packages/{ingest,shared}/src/**/*.ts',
  'packages/matcher/src/run-matcher.ts',
  'packages/matcher/src/partition/archive-lag.ts',
  'packages/matcher/src/stream/left-entries.ts',
  'packages/archive/src/*.ts',
  'packages/publisher/src/{gate,outlet}/*.ts',
]
  .flatMap((pattern) => globSync(pattern))
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => readFileSync(file, 'utf8'));
const source = sources.join('\n');

/** What stands in the code otherwise than in a sentence: names, figures, nouns that are counted, words that join. */
const VARIABLE =
  /…|'[^']*'|\b[a-z]+[A-Z]\w*|\bhost-1\b|\d+(?: s\b| min\b)?|\b(?:ingest|matcher|publisher|process|call|cue|frame|dead letter)(?:e?s)?\b|[:;,()]|\b(?:of|runs?|are|is|from|to|for)\b/;
const literalParts = (sentence: string) =>
  sentence
    .split(VARIABLE)
    .map((part) => part.trim())
    .filter((part) => part.length >= 8);
/** From the answers of Redis itself. */
const FOREIGN = new Set(['ERR max number', 'clients reached']);

test.each(sentences)('what docs/operations.md says of status is in the code: %s', (sentence) => {
  expect(literalParts(sentence).filter((part) => !source.includes(part) && !FOREIGN.has(part))).toEqual([]);
});

/** Sentences of findings in the code, without what they fill in. */
const findings = sources
  .flatMap((text) =>
    [...text.matchAll(/\b(?:what|reason|where): (?:`([^`\n]{12,})`|'([^'\n]{12,})')/g)].map(
      ([, template = '', plain = '']) => template + plain,
    ),
  )
  .filter((finding) => finding.includes(' '));

test.each(findings)('what the code says in status is in docs/operations.md: %s', (finding) => {
  const parts = finding.split(/\$\{[^}]*(?:\}+|$)|[:;]/).flatMap(literalParts);
  expect(parts.length === 0 || parts.some((part) => operations.includes(part))).toBe(true);
});
