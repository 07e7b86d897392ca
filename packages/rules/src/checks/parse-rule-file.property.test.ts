import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseRuleFile, type ParsedRuleFile } from './parse-rule-file.js';
import type { RuleError } from '../rule-file/rule-error.js';

const parse = (source: string): ParsedRuleFile => parseRuleFile(source, { file: 'f', readFile: () => 'version: 1' });

/** The errors that do not point into the file, or do not say what is wrong and what would be right. */
function unreadableErrors(source: string): RuleError[] {
  const parsed = parse(source);
  if (parsed.ok) return [];
  const lines = source.split('\n');
  return parsed.errors.filter(
    ({ line, column, message, hint }) =>
      line > lines.length ||
      column > (lines[line - 1]?.length ?? 0) + 1 ||
      /undefined|\[object|Invalid input/.test(message) ||
      !/\w/.test(hint),
  );
}

const key = fc.constantFrom(
  'version',
  'include',
  'events',
  'expansions',
  'disclosures',
  'prohibited',
  'limits',
  'id',
  'title',
  'say',
  'except',
  'elements',
  'need',
  'after',
  'before',
  'since',
  'due',
  'remind',
  'every',
  'max',
  'when',
  'valid',
  'from',
  'to',
  'cue',
  'priority',
  'text',
  'examples',
  'said',
  'speaker',
  'phrase',
  'tolerance',
  'quiet',
  'nonsense',
);
const leaf = fc.constantFrom(
  1,
  0,
  true,
  null,
  '',
  'a',
  'x y',
  '30s',
  'off',
  'agent',
  'after',
  '<a>',
  '(',
  '2026-01-01',
  'asr',
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
  ),
}));

test('whatever a file holds, its mistakes are explained', () => {
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 8 }), fc.boolean(), (content, flow) => {
      const source = stringify({ version: 1, ...content }, { collectionStyle: flow ? 'flow' : 'any' });
      expect(unreadableErrors(source)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('any text is either a pack or explained', () => {
  const part = fc.constantFrom(
    'version: 1',
    '\n',
    '  ',
    '- ',
    'say: ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    ': ',
    '&a ',
    '*a',
    '!t ',
    '#',
    '|',
    '>',
    '\t',
    '%',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const source = parts.join('');
      expect(unreadableErrors(source)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a pack without one of its lines is either a pack or explained', () => {
  const lines = [
    'version: 1',
    'expansions: {this_call: "(this|the) call"}',
    'events:',
    '  closing: {say: ["goodbye"]}',
    'disclosures:',
    '  - id: notice',
    '    title: Notice',
    '    say:',
    '      - "<this_call> is recorded"',
    '    due: 30s',
    '    before: closing',
    'prohibited:',
    '  - {id: no_risk, title: No risk, say: ["no risk"]}',
  ];
  expect(parse(lines.join('\n')).ok).toBe(true);
  for (const index of lines.keys()) {
    const source = lines.toSpliced(index, 1).join('\n');
    expect(unreadableErrors(source)).toEqual([]);
  }
});
