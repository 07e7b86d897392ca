import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageBytes } from './bench/console/page-bytes.js';

test('all of the page is at most 230 KB, compressed', () => {
  expect(pageBytes().all).toBeLessThanOrEqual(230_000);
});

test('until the wall is seen, at most 130 KB are downloaded, compressed', () => {
  const { first } = pageBytes();
  expect(first).toBeGreaterThan(50_000);
  expect(first).toBeLessThanOrEqual(130_000);
});

test('nothing of the page is inline or comes from elsewhere', () => {
  const index = readFileSync('packages/console/dist/page/index.html', 'utf8');
  expect(index).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|https?:/);
});
