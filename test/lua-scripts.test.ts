import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const scripts = globSync('packages/*/src/**/*.lua').map((path) => ({ path, lua: readFileSync(path, 'utf8') }));

test.each(scripts)('$path names each key and argument once, in locals at its head', ({ lua }) => {
  const numbered = lua.split('\n').filter((line) => !line.startsWith('--') && /(?:KEYS|ARGV)\[\d+\]/.test(line));
  expect(numbered.filter((line) => !line.startsWith('local '))).toEqual([]);
  const names = numbered.join(' ').match(/(?:KEYS|ARGV)\[\d+\]/g) ?? [];
  expect(names.length).toBe(new Set(names).size);
});

test('each piece that scripts include is there, and each that is there is included', () => {
  const included = scripts.flatMap(({ lua }) => [...lua.matchAll(/^-- @include (\S+)$/gm)].map(([, name]) => name));
  const pieces = scripts.flatMap(({ path }) => /^packages\/shared\/src\/lua\/(.+)\.lua$/.exec(path)?.[1] ?? []);
  expect(new Set(included)).toEqual(new Set(pieces));
});
