import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { makeDirectory } from './harness/cueline-command.js';
import { git, lastRelease } from './rolling/last-release.js';

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
  expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`\n## ${version} - `);
});

test('the last release is known by its tag, or in words: by the commit that gave CHANGELOG.md its heading', async () => {
  const folder = await makeDirectory();
  const commit = (changes: string) => {
    writeFileSync(join(folder, 'CHANGELOG.md'), changes);
    git(folder, 'add', '.');
    git(folder, '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--quiet', '-m', 'x');
    return git(folder, 'rev-parse', '--short', 'HEAD');
  };
  git(folder, 'init', '--quiet');
  commit('## Unreleased\n');
  expect(() => lastRelease(folder)).toThrow('there is no release yet');
  commit('## Unreleased\n\n## 0.1.0 - 2026-11-29\n');
  const second = commit('## Unreleased\n\n## 0.2.0 - 2026-12-29\n\n## 0.1.0 - 2026-11-29\n');
  commit('## Unreleased\n\n- more\n\n## 0.2.0 - 2026-12-29\n\n## 0.1.0 - 2026-11-29\n');
  expect(lastRelease(folder)).toBe(second);
  const shallow = await makeDirectory();
  git(shallow, 'clone', '--quiet', '--depth', '1', `file://${folder}`, '.');
  expect(() => lastRelease(shallow)).toThrow('git fetch --unshallow');
  git(folder, 'tag', 'v0.2.1');
  expect(lastRelease(folder)).toBe('v0.2.1');
});
