import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findRuleWarnings } from './find-rule-warnings.js';
import { formatRuleError } from '../rule-file/rule-error.js';

const warningsOf = (source: string) =>
  findRuleWarnings(source, { file: 'pack.yaml', readFile: () => '' }).map(formatRuleError);

/** A pack of one disclosure; its first phrase is on line 8. */
const disclosure = (say: string[], rest = '') => `version: 1
expansions: {this_call: "(this|our) call"}
disclosures:
  - id: notice
    title: Notice
    due: 30s
    say:
${say.map((phrase) => `      - ${phrase}`).join('\n')}
${rest}`;

test('sound phrases give no warning', () => {
  expect(warningsOf(disclosure(['"<this_call> is recorded"', '"recorded line"', 'regex: "rec"']))).toEqual([]);
});

test('a warning names a phrase that another makes redundant', () => {
  expect(warningsOf(disclosure(['"<this_call> is recorded [now]"', '"call is recorded"']))).toEqual([
    'pack.yaml:8:9: this phrase is redundant: `call is recorded` (line 9) matches everything that it matches (remove it, unless it is there for garbled speech: of a longer phrase, more may be garbled)',
  ]);
});

test('the later of two equal phrases is redundant', () => {
  expect(warningsOf(disclosure(['"(taped|recorded) line"', '"(recorded|taped) line"']))).toEqual([
    'pack.yaml:9:9: this phrase is redundant: `(taped|recorded) line` (line 8) matches everything that it matches (remove it)',
  ]);
});

test('an exact phrase does not make one with more tolerance redundant, and a phrase does not its negation', () => {
  const exact = '{phrase: "call is recorded", tolerance: exact}';
  expect(warningsOf(disclosure(['"this call is recorded"', exact]))).toEqual([]);
  expect(warningsOf(disclosure(['"we do not offer every plan"', '"offer every plan"']))).toEqual([]);
});

test('a warning names a phrase that its exceptions always void', () => {
  const source = disclosure(['"the call is recorded by you"', '"is taped"'], '    except: ["recorded by you"]');
  expect(warningsOf(source)).toEqual([
    'pack.yaml:8:9: this phrase never counts: whatever it matches contains the exception `recorded by you` in it (line 10) (remove the phrase, or make the exception narrower)',
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
    due: 30s
`;
  expect(warningsOf(source)).toEqual([expect.stringMatching(/^pack\.yaml:6:29: this phrase never counts/)]);
});

describe('a phrase that fires nearly everywhere', () => {
  test.each(['is it', '[recorded] you', '{number}', '(thank you|you)'])('%s', (phrase) => {
    expect(warningsOf(disclosure([`"${phrase}"`]))).toEqual([expect.stringContaining('fires nearly everywhere')]);
  });
});

test('a warning names a disclosure of one word, but not other rules of one word', () => {
  const rest = 'prohibited: [{id: oath, title: Oath, say: [damn]}]\nevents: {closing: {say: [goodbye]}}';
  expect(warningsOf(disclosure(['record*'], rest))).toEqual([
    'pack.yaml:8:9: `record*` alone is enough to match this phrase (add the words that are said around it)',
  ]);
});

test('words that the lexicon has as a family are better written as that family', () => {
  const lexicon = 'version: 1\nexpansions: {cancel: "(~cancel|close|end)", few: "(hardly|not every)"}';
  const warnings = (say: string) => {
    const source = `version: 1\ninclude: [lexicon.yaml]\ndisclosures: [{id: a, title: A, due: 30s, say: ["${say}"]}]`;
    return findRuleWarnings(source, { file: 'pack.yaml', readFile: () => lexicon }).map(({ message }) => message);
  };
  const listed = 'this phrase lists 8 words of which the lexicon has the family <cancel>';
  expect(warnings('you (close|~cancel|end) the contract')).toEqual([listed]);
  expect(warnings('you <cancel> the contract')).toEqual([]);
  expect(warnings('you (cancel|close) the contract')).toEqual([]);
  expect(warnings('you (cancel|close|end|sell) the contract')).toEqual([]);
});

test('the packs that ship give no warning', () => {
  const directory = new URL('../../../../rules/', import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, directory), 'utf8');
  // The default pack only includes others.
  const files = readdirSync(directory).filter((name) => name.endsWith('.yaml') && name !== 'default.yaml');
  const warnings = files.flatMap((file) => findRuleWarnings(read(file), { file, readFile: read }).map(formatRuleError));
  expect(warnings).toEqual([]);
});

const check = (lines: string) => warningsOf(`version: 1\n${lines}`);
const disclosing = (say: string, rest = 'due: 30s') => `disclosures:\n  - {id: a, title: A, say: [${say}], ${rest}}`;

test.each([
  ['"your visit is filmed OR taped"', '`OR` is an ordinary word'],
  ['"your visit is filmed|taped"', '`|` outside of brackets divides the whole phrase: `taped` alone'],
  ['"your visit (is|was)? filmed"', '`?` is not read as in a regular expression'],
  ['"your colou?r is filmed"', '`?` is not read as in a regular expression'],
  ["'/visit is filmed/i'", '`/` around a phrase'],
  ["'%visit is filmed%'", '`%` around a phrase'],
  [String.raw`'\/visit is filmed\/'`, '`/` around a phrase'],
  ['"your visits? are filmed"', '`?` is not read as in a regular expression'],
  ['"your visit is filmed+"', '`+` is not read as in a regular expression'],
  ['"the rate is [PII]"', '`[PII]` is a word that may be missing'],
  ['"call [phone_number] now"', '`[phone_number]` is a word that may be missing'],
  ['"visit NEAR/4 filmed"', '`NEAR/4` is read as words'],
  ['"visit w/4 filmed"', '`w/4` is read as words'],
  ['"visit && filmed"', '`&&` is looked for as `and`'],
  ['"visit + filmed today"', '`+` is looked for as `plus`'],
  ['"visit % filmed"', '`%` is looked for as `percent`'],
  ['"visit __ filmed"', '`__` is passed over'],
  ['"regex: your visit is filmed"', '`regex:` is not read as in'],
  ['"@your visit is filmed"', '`@` is looked for as `at`'],
  ['"+your (+visit|-stay) is filmed"', '`+` is looked for as `plus`'],
  ['"your visit -stay is filmed"', '`-` is passed over'],
  ['"visit&nbsp;is filmed"', '`&nbsp;` is HTML'],
  ['"filmed &amp; taped"', '`&amp;` is HTML'],
  ['"film&#39;s here"', '`&#39;` is HTML'],
  ['"your visit\u200Bis filmed"', 'an invisible character (U+200B)'],
  [String.raw`{regex: 'visit is filmed\.'}`, 'only where the recogniser wrote `.`'],
  ["{regex: 'your visit, filmed'}", 'only where the recogniser wrote `,`'],
  ["{regex: '(visit|stay)!'}", 'only where the recogniser wrote `!`'],
  ['"セミナー を 録画 します"', 'words of this script'],
])('a phrase in another notation gives a warning: %s', (say, message) => {
  expect(check(disclosing(say))).toContainEqual(expect.stringContaining(message));
});

test.each([
  '"YOUR VISIT OR STAY IS FILMED"',
  '"~film our ~visit"',
  '"how are you? your visit is filmed"',
  '"your visit is [being] filmed"',
  '"your visit is filmed?"',
  '"your (visit|stay) is filmed"',
  '"a fee of 5 % applies"',
  '"five % is the fee"',
  '"write to us@film.example or call - we film"',
  '"a $5 fee, or 5-day pass"',
  '"{number} % is the fee"',
  '"press # to film"',
  String.raw`{regex: 'visit,? is filmed\.?'}`,
  String.raw`{regex: 'fee of \d+\.\d+'}`,
  String.raw`{regex: 'the a\.p\.r\. is'}`,
  String.raw`{regex: 'visit (?!is not)filmed[.!]*'}`,
  '"film & tape AT&T; visits"',
])('a phrase in our own notation gives no warning: %s', (say) => {
  expect(check(disclosing(say))).toEqual([]);
});

test('text without quotes gives a warning if a comment may have cut it short', () => {
  const source = `disclosures:
  - id: a # the first
    title: Fee # 2
    say:
      - your visit is filmed # and kept
      - "your stay is filmed" # since 2024
    due: 30s # of the call
    cue: {text: Say it}   # soon`;
  expect(check(source)).toEqual([
    expect.stringMatching(/^pack\.yaml:4:12: `# 2` is a comment/),
    expect.stringMatching(/^pack\.yaml:6:9: `# and kept` is a comment .* ends with `is filmed`/),
  ]);
});

test('a disclosure that no agent is ever cued for gives a warning, unless that is intended', () => {
  const say = '"your visit is filmed"';
  const uncued = (rest: string) => check(disclosing(say, rest)).filter((warning) => warning.includes('cued'));
  expect(uncued('source: law')).toEqual([expect.stringContaining('never cued: it has neither `due` nor `before`')]);
  expect(uncued('cue: {text: Say it}')).toEqual([expect.stringContaining('though it has a cue text')]);
  expect(uncued('remind: {every: 60s, max: 2}')).toEqual([expect.stringContaining('though it has reminders')]);
  const payment = 'events: {payment: {say: ["card number please"]}}\n';
  expect(check(payment + disclosing(say, 'after: payment, before: payment'))).toHaveLength(1);
  for (const rest of ['due: 5s', 'cue: off', 'before: {say: ["card number please"]}']) expect(uncued(rest)).toEqual([]);
});

test.each([
  ['en-GB', 0],
  ['es-US', 0],
  ['es-MX', 0],
  ['de-DE', 1],
])('a locale that is not understood gives a warning: %s', (locale, count) => {
  expect(check(`locale: ${locale}\n${disclosing('"abc def ghi"')}`)).toHaveLength(count);
});

test('each locale that is not understood is named once, wherever it stands', () => {
  const phrases =
    '{phrase: "abc def ghi", locale: fr-FR}, {phrase: "jkl mno", locale: fr-FR}, {any: ["pqr st"], locale: es-US}';
  expect(check(disclosing(phrases))).toEqual([
    expect.stringMatching(
      /`fr-FR` is not understood: its phrases are matched exactly .*English and Spanish are understood/,
    ),
  ]);
  expect(check(disclosing('"abc def ghi"', 'locale: pt-BR, due: 30s'))).toHaveLength(1);
});

test('a phrase that is in another language than it is read in gives a warning', () => {
  expect(check(disclosing('"esta llamada es grabada", "this call is recorded"'))).toEqual([
    expect.stringMatching(/looks like Spanish, and is read as English .*locale: es-US/),
  ]);
  expect(check(disclosing('"this call is recorded"', 'locale: es-US, due: 30s'))).toEqual([
    expect.stringContaining('looks like English, and is read as Spanish'),
  ]);
  expect(check(disclosing('"esta llamada es grabada"', 'locale: es-MX, due: 30s'))).toEqual([]);
});

test('a phrase is checked in its own language', () => {
  expect(check(disclosing('"cargo {money}", {phrase: "cargo {money}", locale: es-US}'))).toEqual([]);
  expect(check(disclosing('{phrase: "esto es", locale: es-US}'))).toEqual([
    expect.stringContaining('fires nearly everywhere'),
  ]);
});

test('small words that only lead up to something give a warning', () => {
  expect(check(disclosing('"this is the"'))).toEqual([expect.stringContaining('fires nearly everywhere')]);
});
