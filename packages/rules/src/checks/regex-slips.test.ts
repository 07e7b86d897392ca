import { expect, test } from 'vitest';
import { regexSlipOf } from './regex-slips.js';

test.each([
  String.raw`(?<!\w\s)your visit`,
  String.raw`(?<![a-z]+ )your visit`,
  String.raw`(?<!\S{1,20}\s)your visit`,
  String.raw`(?<!\b )your visit`,
  String.raw`(?<![\w ])your visit`,
  String.raw`(?<!.)your visit`,
  String.raw`visit is filmed(?! \w)`,
  String.raw`visit is filmed(?!\s\S+)`,
  String.raw`visit is filmed(?![^a])`,
  '^your visit',
])('what asks for the beginning or end of what was heard is a slip: %s', (pattern) => {
  expect(regexSlipOf(pattern)?.message).toContain('means the beginning or end');
});

test.each([
  String.raw`(?<!\w)your visit`,
  String.raw`(?<![a-z])your visit`,
  String.raw`(?<!not )your visit`,
  String.raw`(?<!\bno\s)your visit`,
  String.raw`(?<!\d )days`,
  String.raw`visit is filmed(?!\w)`,
  String.raw`visit is (?!not\b)filmed`,
])('what looks for the edge of a word, or for certain words, is none: %s', (pattern) => {
  expect(regexSlipOf(pattern)).toBeUndefined();
});

test.each([
  [String.raw`\<your visit\>`, 'the edge of a word in other languages'],
  ['[[:<:]]your visit', 'names of character classes'],
  ['your visit/i', 'this slash is looked for'],
  ['/your visit', 'this slash is looked for'],
])('notations of other languages are slips: %s', (pattern, message) => {
  expect(regexSlipOf(pattern)?.message).toContain(message);
});

test.each(['your and/or our visit', 'open 24/7', String.raw`visits? [/-] stays`])(
  'a slash within is none: %s',
  (pattern) => {
    expect(regexSlipOf(pattern)).toBeUndefined();
  },
);
