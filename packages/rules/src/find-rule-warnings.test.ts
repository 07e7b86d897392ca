import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findRuleWarnings } from './find-rule-warnings.js';
import { formatRuleError } from './rule-error.js';

const warningsOf = (source: string) =>
  findRuleWarnings(source, { file: 'pack.yaml', readFile: () => '' }).map(formatRuleError);

/** A pack of one disclosure; its first phrase stands in line 7. */
const disclosure = (say: string[], rest = '') => `version: 1
expansions: {this_call: "(this|our) call"}
disclosures:
  - id: notice
    title: Notice
    say:
${say.map((phrase) => `      - ${phrase}`).join('\n')}
${rest}`;

test('sound phrases give no warning', () => {
  expect(warningsOf(disclosure(['"<this_call> is recorded"', '"recorded line"', 'regex: "rec"']))).toEqual([]);
});

test('a phrase that another makes needless', () => {
  expect(warningsOf(disclosure(['"<this_call> is recorded [now]"', '"call is recorded"']))).toEqual([
    'pack.yaml:7:9: this phrase is needless: `call is recorded` (line 8) matches whatever says it (remove it, unless it is there for garbled speech: of a longer phrase, more may be garbled)',
  ]);
});

test('of two that are the same, the later is needless', () => {
  expect(warningsOf(disclosure(['"(taped|recorded) line"', '"(recorded|taped) line"']))).toEqual([
    'pack.yaml:8:9: this phrase is needless: `(taped|recorded) line` (line 7) matches whatever says it (remove it)',
  ]);
});

test('a phrase with more tolerance is not made needless by an exact one, nor a negation by what it negates', () => {
  const exact = '{phrase: "call is recorded", tolerance: exact}';
  expect(warningsOf(disclosure(['"this call is recorded"', exact]))).toEqual([]);
  expect(warningsOf(disclosure(['"we do not offer every plan"', '"offer every plan"']))).toEqual([]);
});

test('a phrase that its exceptions always void', () => {
  const source = disclosure(['"the call is recorded by you"', '"is taped"'], '    except: ["recorded by you"]');
  expect(warningsOf(source)).toEqual([
    'pack.yaml:7:9: this phrase never counts: whatever it matches has the exception `recorded by you` in it (line 9) (remove the phrase, or make the exception narrower)',
  ]);
});

test('exceptions of a disclosure void phrases of its elements', () => {
  const source = `version: 1
disclosures:
  - id: debt
    title: Debt
    elements:
      - {title: debt, say: ["collect a debt today"]}
    except: ["debt today"]
`;
  expect(warningsOf(source)).toEqual([expect.stringMatching(/^pack\.yaml:6:29: this phrase never counts/)]);
});

describe('a phrase that fires nearly everywhere', () => {
  test.each(['is it', '[recorded] you', '{number}', '(thank you|you)'])('%s', (phrase) => {
    expect(warningsOf(disclosure([`"${phrase}"`]))).toEqual([expect.stringContaining('fires nearly everywhere')]);
  });
});

test('one word is hardly enough for a disclosure, but for other rules it may be', () => {
  const rest = 'prohibited: [{id: oath, title: Oath, say: [damn]}]\nevents: {closing: {say: [goodbye]}}';
  expect(warningsOf(disclosure(['record*'], rest))).toEqual([
    'pack.yaml:7:9: `record*` alone is enough to match this phrase (add the words that are said around it)',
  ]);
});

test('the packs that ship give no warning', () => {
  const directory = new URL('../../../rules/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, directory), 'utf8');
  const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
  const warnings = files.flatMap((file) => findRuleWarnings(read(file), { file, readFile: read }).map(formatRuleError));
  expect(warnings).toEqual([]);
}, 20_000);
