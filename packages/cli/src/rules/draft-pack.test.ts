import { compilePack, failingExamples, parseRuleFile } from '@cueline/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftPack } from './draft-pack.js';
import { NewRule } from './new-answers.js';
import { packText } from './pack-text.js';

const LEXICON = 'version: 1\nexpansions: {leave: "(leave|quit)", boat: "(boat|ship)"}\n';
const lexicon = parseRuleFile(LEXICON, { file: 'lexicon.yaml', readFile: () => '' });
if (!lexicon.ok) throw new Error('unreachable');
const { pack } = lexicon;

function compiled(rules: readonly NewRule[]) {
  const text = packText(draftPack(rules, pack));
  const parsed = parseRuleFile(text, { file: 'new.yaml', readFile: () => LEXICON });
  return { text, parsed };
}

const wording = fc.oneof(
  fc
    .array(fc.constantFrom('we', 'leave', 'the', 'boat', 'is', 'not', '50', 'dollars', 'if', 'you', '14', 'days'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((words) => words.join(' ')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
);
const answers = fc
  .record({
    title: wording,
    said: fc.array(wording, { minLength: 1, maxLength: 3 }),
    not_said: fc.array(wording, { maxLength: 2 }),
    families: fc.subarray(['leave', 'boat']),
    after: fc.record({ name: wording, said: fc.array(wording, { minLength: 1, maxLength: 2 }) }),
    cue: wording,
  })
  .map((rule) => NewRule.safeParse({ ...rule, due: '30s' }).data)
  .filter((rule) => rule !== undefined);

test('whatever is answered, the file has no mistakes', () => {
  fc.assert(
    fc.property(fc.array(answers, { minLength: 1, maxLength: 3 }), (rules) => {
      expect(compiled(rules)).toMatchObject({ parsed: { ok: true } });
    }),
    { numRuns: 50 },
  );
});

test('what agents must say counts, denied it does not, and what they said does not', () => {
  const rule = NewRule.parse({
    title: 'Leaving',
    said: ['you can leave the boat within 14 days', "we're on a recorded line"],
    not_said: ['you can leave the car'],
    families: ['leave', 'boat'],
    due: '30s',
  });
  const { text, parsed } = compiled([rule]);
  if (!parsed.ok) throw new Error('unreachable');
  expect(failingExamples(compilePack(parsed.pack))).toEqual([]);
  expect(text).toContain('"<leave> ...2 <boat> within 14 days"');
  expect(text).toContain('"you cannot leave the boat within 14 days"');
});
