import { expect, test } from 'vitest';
import { checkRegex } from './check-regex.js';

/** Those that are used, with time enough for a machine that has other things to do. */
const PATIENT = [
  { checker: 'automaton', timeout: 20_000 },
  { checker: 'fuzz', timeout: 60_000 },
] as const;

test.each([String.raw`(?<!\w)apr\s+of\s+\d+`, String.raw`(?:this|our)\s+call\s+(?:may\s+be|is)\s+recorded`])(
  'a regular expression that no speech makes slow is accepted: %s',
  (pattern) => {
    expect(checkRegex(pattern, PATIENT)).toBeUndefined();
  },
  120_000,
);

test.each(['(a+)+!', String.raw`(?<!\w)(\w+\s?)*!`])(
  'a regular expression that some speech makes slow is refused, with that speech: %s',
  (pattern) => {
    expect(checkRegex(pattern, PATIENT)).toMatchObject({
      message: 'this regular expression can take minutes on some speech',
      hint: expect.stringMatching(/^on '/),
    });
  },
);

test('a regular expression of unknown speed is refused', () => {
  // Lookbehind is beyond the automaton.
  expect(checkRegex(String.raw`(?<!\w)apr\s+of\s+\d+`, [{ checker: 'automaton', timeout: 1000 }])).toMatchObject({
    message: 'this regular expression could not be proved safe',
    hint: expect.stringContaining('limit repeats'),
  });
});

test('a regular expression that names kinds of characters is checked for what it matches', () => {
  expect(checkRegex(String.raw`\p{Lu}{2,20} of \p{Nd}+`, PATIENT)).toBeUndefined();
  expect(checkRegex(String.raw`(\p{L}+)+!`, PATIENT)?.message).toContain('can take minutes');
  expect(checkRegex(String.raw`\p{Letters}`)?.message).toContain('not a regular expression');
});

test('text that is not a regular expression is refused', () => {
  expect(checkRegex('(')?.message).toContain('not a regular expression');
});

test.each(['/no risk/i', String.raw`\/no risk\/`, ' /no risk/ ', 'm/no risk/', '#no risk#i'])(
  'signs around a regular expression, as other languages write them, are refused: %s',
  (pattern) => {
    expect(checkRegex(pattern)).toMatchObject({
      message: expect.stringContaining('are looked for in speech, and nobody says them'),
      hint: expect.stringContaining("'no risk'"),
    });
  },
);
