import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Manifest = z.object({ version: z.string() });
const versionOf = (file: string) => Manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
const version = versionOf('package.json');

test('package.json at the top has the version, and all others have it from there', () => {
  const others = globSync('packages/*/package.json');
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter((file) => versionOf(file) !== version)).toEqual([]);
  const chart = readFileSync('deploy/helm/Chart.yaml', 'utf8');
  expect(chart).toContain(`\nversion: ${version}\n`);
  expect(chart).toContain(`\nappVersion: ${version}\n`);
  expect(readFileSync('README.md', 'utf8')).toContain(`This is version ${version}.`);
});
