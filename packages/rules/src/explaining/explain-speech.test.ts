import { expect, test } from 'vitest';
import { createExplainer, isSaid } from './explain-speech.js';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { formatRuleError } from '../rule-file/rule-error.js';

const SOURCE = `
version: 1
events: {closing: {speaker: any, say: [goodbye now]}}
disclosures:
  - id: notice
    title: Notice
    say: ["call is recorded", "(call|line) is [being] (recorded|taped)", {regex: 'record(ed)? line'}]
    except: ["by mistake", "recorded by you"]
  - id: debt
    title: Debt
    elements: [{title: debt, say: [collect a debt]}, {title: purpose, say: [for that purpose]}]
prohibited:
  - {id: no_risk, title: No risk, say: [no risk]}
`;
const parsed = parseRuleFile(SOURCE, { file: 'pack.yaml', readFile: () => '' });
if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
const explain = createExplainer(parsed.pack);
const explained = (...speech: string[]) => explain(speech).filter(({ phrases }) => phrases.length > 0);

test('each phrase that matches is shown with its place', () => {
  const place = { from: { segment: 0, word: 1 }, to: { segment: 0, word: 3 }, words: 'call is recorded' };
  expect(explained('this call is recorded')).toMatchObject([
    {
      kind: 'disclosure',
      id: 'notice',
      speaker: 'agent',
      phrases: [
        { phrase: 'call is recorded', ...place, voidedBy: [] },
        { phrase: '(call|line) is [being] (recorded|taped)', ...place, voidedBy: [] },
      ],
    },
  ]);
});

test('a phrase may continue in the next segment', () => {
  const [rule] = explained('on a recorded', 'line');
  expect(rule?.phrases).toMatchObject([
    { phrase: 'record(ed)? line', from: { segment: 0, word: 2 }, to: { segment: 1, word: 0 } },
  ]);
});

test('the exception that voids a phrase is named', () => {
  const [rule] = explained('the call is recorded by you');
  expect(rule?.phrases[0]).toMatchObject({ phrase: 'call is recorded', voidedBy: ['recorded by you'] });
  expect(rule && isSaid(rule)).toBe(false);
});

test('if several exceptions void a phrase, all are named, and none that voids another place', () => {
  const source = SOURCE.replace('except: [', 'except: ["the first call", ');
  const several = parseRuleFile(source, { file: 'pack.yaml', readFile: () => '' });
  if (!several.ok) throw new Error('unreachable');
  const [rule] = createExplainer(several.pack)([
    'the first call is recorded by you',
    'and the call is recorded by you',
  ]);
  const voidedBy = rule?.phrases.filter(({ phrase }) => phrase === 'call is recorded').map((found) => found.voidedBy);
  expect(voidedBy).toEqual([['the first call', 'recorded by you'], ['recorded by you']]);
});

test('elements, events and prohibited phrases are distinguished', () => {
  const found = explained('to collect a debt there is no risk goodbye now');
  expect(found.map(({ kind, id, element }) => [kind, id, element])).toEqual([
    ['disclosure', 'debt', 'debt'],
    ['event', 'closing', undefined],
    ['prohibited', 'no_risk', undefined],
  ]);
});

test('if nothing matches, the near miss is shown', () => {
  const near = explain(['the call is being watched']).filter(({ nearest }) => nearest !== undefined);
  expect(near).toMatchObject([
    {
      id: 'notice',
      phrases: [],
      nearest: {
        phrase: expect.stringContaining('call'),
        reason: 'incomplete',
        lacked: [expect.stringContaining('recorded')],
      },
    },
  ]);
});
