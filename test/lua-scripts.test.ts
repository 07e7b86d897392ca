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

/** The first keys of scripts that touch no partition. */
const OF_ALL = new Set(['act', 'hold', 'matchers', 'requests']);
/** What these change in a partition that was left is nothing that anybody needs. */
const HARMLESS = ['remove-dead-consumers.lua', 'stand-by.lua'];

test('each script that changes a partition refuses one that has moved to another layout', () => {
  const whole = scripts.filter(
    ({ path }) => !path.startsWith('packages/shared/') && !HARMLESS.some((name) => path.endsWith(name)),
  );
  const changing = whole.filter(({ lua }) => !OF_ALL.has(/^local (\w+).*KEYS\[1\]/m.exec(lua)?.[1] ?? ''));
  expect(changing.length).toBeGreaterThan(10);
  expect(changing.filter(({ lua }) => !lua.includes('-- @include refuse-moved')).map(({ path }) => path)).toEqual([]);
});
