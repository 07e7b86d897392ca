import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const folder = 'packages/console/dist/page';
const files = readdirSync(`${folder}/assets`).filter((name) => /\.(?:js|css)$/.test(name));
const sizeOf = (name: string) => gzipSync(readFileSync(`${folder}/assets/${name}`), { level: 9 }).length;
const total = (names: readonly string[]) => names.reduce((sum, name) => sum + sizeOf(name), 0);

test('all of the page is at most 230 KB, compressed', () => {
  expect(total(files)).toBeLessThanOrEqual(230_000);
});

test('until the wall is seen, at most 130 KB are downloaded, compressed', () => {
  const index = readFileSync(`${folder}/index.html`, 'utf8');
  const first = files.filter((name) => index.includes(name));
  expect(first.length).toBeGreaterThan(1);
  expect(total(first)).toBeLessThanOrEqual(130_000);
});

test('nothing of the page is inline or comes from elsewhere', () => {
  const index = readFileSync(`${folder}/index.html`, 'utf8');
  expect(index).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|https?:/);
});
