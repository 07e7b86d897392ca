import { describe, expect, test } from 'vitest';
import { parseRuleFile } from './parse-rule-file.js';
import { formatRuleError } from '../rule-file/rule-error.js';

/** Parses files that are given by their names; the first is the top one. Returns the errors, a line each. */
function errorsOf(files: Record<string, string>): string[] {
  const [top = ''] = Object.keys(files);
  const readFile = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };
  const parsed = parseRuleFile(files[top] ?? '', { file: top, readFile });
  return parsed.ok ? [] : parsed.errors.map(formatRuleError);
}

/** A pack with one disclosure, right except for the given lines. */
const disclosure = (...lines: string[]) =>
  ['version: 1', 'disclosures:', '  - id: notice', '    title: Notice', ...lines.map((line) => `    ${line}`)].join(
    '\n',
  );

test('five different mistakes give five messages', () => {
  const source = `version: 1
events:
  closing: {say: ["goodbye"]}
disclosures:
  - id: notice
    titel: Recording notice
    say: ["this call is recorded"]
    due: 30 seconds
  - id: fee
    title: Early termination fee
    after: cancel_request
    elements:
      - {title: the fee, say: ["termination fee"]}
    need: 2
prohibited:
  - {id: notice, title: No risk, say: ["no risk"]}
`;
  expect(errorsOf({ 'pack.yaml': source })).toEqual([
    'pack.yaml:6:5: `titel` is not known here (did you mean `title`?)',
    'pack.yaml:8:10: `due` cannot be `30 seconds` (a number above 0 and ms, s or m without a space; for example `30s` or `2m` or `500ms`)',
    'pack.yaml:11:12: there is no event `cancel_request` (define it under `events`, or write it in place: {say: ["…"]})',
    'pack.yaml:14:11: `need` is 2, but the number of elements is 1 (at most 1; without `need` all are needed)',
    'pack.yaml:16:10: the id `notice` is taken by pack.yaml:5 (names are unique in a pack and all it includes; choose another)',
  ]);
});

describe('places of mistakes', () => {
  test.each([
    ['1:1: this file is empty (begin with `version: 1`)', ''],
    ['1:1: a rule file cannot be a list (a rule file begins with `version: 1`)', '- a'],
    ['1:10: `version` cannot be `2` (the version of the format: 1; for example `1`)', 'version: 2'],
    ['1:1: `version` is missing (the version of the format: 1; for example `1`)', 'locale: en-US'],
    ['3:5: there is nothing to say: `say` or `elements` is missing', disclosure()],
    ['5:10: `say` is empty (a list of phrases, any one of which counts; for example', disclosure('say: []')],
    ['5:5: `say` is empty', disclosure('say:')],
    ['5:10: `say` cannot be `hello` (a list of phrases', disclosure('say: hello')],
    ['5:16: entry 2 of `say` cannot be `7` (a phrase in quotes; for example', disclosure('say: ["a", 7]')],
    ['5:12: `phras` is not known here (did you mean `phrase`?)', disclosure('say: [{phras: a}]')],
    ['5:12: `regx` is not known here (did you mean `regex`?)', disclosure('say: [{regx: a}]')],
    ['5:22: `tolerance` is not known here (known here: regex)', disclosure('say: [{regex: a, tolerance: asr}]')],
    ['6:15: `say` and `elements` exclude each other', disclosure('say: [a]', 'elements: [{title: A, say: [a]}]')],
    ['6:11: `need` goes with `elements` only', disclosure('say: [a]', 'need: 1')],
    ['6:12: `since: after` needs an `after`', disclosure('say: [a]', 'since: after')],
    ['6:11: `from: agent` needs a `due`', disclosure('say: [a]', 'from: agent')],
    ['6:11: `from` and `after` exclude', disclosure('say: [a]', 'from: agent', 'due: 5s', 'after: {say: [b]}')],
    ['6:11: `from` cannot be `customer` (`from: agent`: `due` counts', disclosure('say: [a]', 'from: customer')],
    [
      '6:14: no phrase of this rule has a value named `rate`',
      disclosure('say: ["apr {percent}"]', 'equals: {rate: x}'),
    ],
    ['5:16: the value named `apr` is compared with nothing', disclosure('say: ["apr {percent as apr}"]')],
    [
      '5:32: a second {percent} of this phrase has a name',
      disclosure('say: ["{percent as apr} or {percent as max}"]', 'equals: {apr: x, max: y}'),
    ],
    [
      '6:14: `apr` is several kinds of values: {percent}, {number}',
      disclosure('say: ["{percent as apr} a year", "apr of {number as apr}"]', 'equals: {apr: x}'),
    ],
    ['5:16: `APR` cannot be the name of a value', disclosure('say: ["apr {percent as APR}"]')],
    ['6:19: `apr` cannot be `7`', disclosure('say: ["apr {percent as apr}"]', 'equals: {apr: 7}')],
    ['6:12: there is no event `transfr` (', disclosure('say: [a]', 'again: transfr')],
    ['6:13: `attribut` is not known here (', disclosure('say: [a]', 'again: {attribut: agent}')],
    ['6:12: `again` cannot be `7` (owed anew after an event', disclosure('say: [a]', 'again: 7')],
    ['6:13: `no` is missing (a list of phrases', disclosure('say: [a]', 'answer: {within: 9s, yes: ["yes"]}')],
    [
      '6:22: `within` cannot be `20` (a number above',
      disclosure('say: [a]', 'answer: {within: 20, yes: ["y"], no: ["n"]}'),
    ],
    ["6:33: '(' is never closed", disclosure('say: [a]', 'answer: {within: 9s, yes: ["(yes"], no: ["n"]}')],
    [
      '7:13: `answer` is what the customer says to the agent',
      disclosure('say: [a]', 'speaker: customer', 'answer: {within: 9s, yes: ["y"], no: ["n"]}'),
    ],
    ['6:11: `hold` cannot be `5` (how long its cue waits', disclosure('say: [a]', 'hold: 5')],
    ['7:11: `hold` is of a cue', disclosure('say: [a]', 'cue: off', 'hold: 5s')],
    ['6:10: `due` cannot be `0s` (a number above 0', disclosure('say: [a]', 'due: 0s')],
    ['6:10: `due` cannot be `30`', disclosure('say: [a]', 'due: 30')],
    ['6:13: `max` is missing (how often to remind', disclosure('say: [a]', 'remind: {every: 60s}')],
    ['6:19: `from` cannot be `2026-13-01` (the first day', disclosure('say: [a]', 'valid: {from: 2026-13-01}')],
    ['6:35: `to` is before `from`', disclosure('say: [a]', 'valid: {from: 2027-01-01, to: 2026-01-01}')],
    ['6:19: `skill` cannot be `cards` (attributes of the interaction', disclosure('say: [a]', 'when: {skill: cards}')],
    ['6:10: `cue` cannot be `on` (off, or the cue on the desktop', disclosure('say: [a]', 'cue: on')],
    ['6:21: `priority` cannot be `hihg` (did you mean `high`?)', disclosure('say: [a]', 'cue: {priority: hihg}')],
    [
      '6:22: `speaker` cannot be `agnet` (did you mean `agent`?)',
      disclosure('say: [a]', 'after: {speaker: agnet, say: [b]}'),
    ],
    ['5:16: there is no expansion <are> (define it under `expansions`', disclosure('say: ["you <are>"]')],
    ['5:12: this phrase matches when nothing is said (', disclosure('say: ["[you] ..."]')],
    ["5:16: '(' is never closed (add the missing ))", disclosure('say: ["you (are|is"]')],
    ['5:20: {mony} is not a kind of value', disclosure("say: ['it''s a {mony} fee']")],
    ["2:21: ')' closes nothing", 'version: 1\nexpansions: {a: "b c)"}'],
    ['5:20: this is not a regular expression: Unterminated group', disclosure("say: [{regex: '('}]")],
    [
      "5:20: this regular expression can take minutes on some speech (on 'A' + 'A'.repeat(",
      disclosure("say: [{regex: '(a+)+!'}]"),
    ],
    ['2:10: `Bye` cannot be a name', 'version: 1\nevents: {Bye: {say: [a]}}'],
    ['2:13: the event `b` leads back to itself', 'version: 1\nevents: {a: b, b: a}'],
    ['2:20: the expansion <a> contains itself (', 'version: 1\nexpansions: {a: "x <a>"}'],
    ['2:17: `quiet` cannot be `5`', 'version: 1\nlimits: {quiet: 5}'],
  ])('%s', (expected, source) => expect(errorsOf({ f: source })[0]).toContain(`f:${expected}`));
});

test('a mistake in an expansion is reported once, not wherever the expansion is used', () => {
  const expansions = 'expansions: {a: "b c)", d: "<d>", e: "<f>"}';
  const source = `${disclosure('say: ["<a> x", "<d> x", "<e> x"]')}\n${expansions}`;
  expect(errorsOf({ f: source }).map((error) => error.split(' (')[0])).toEqual([
    "f:6:21: ')' closes nothing",
    'f:6:29: the expansion <d> contains itself',
    'f:6:39: there is no expansion <f>',
  ]);
});

test('expansions cannot make a phrase grow without bounds', () => {
  const names = Array.from({ length: 40 }, (_, index) => `x${index}: "<x${index + 1}> <x${index + 1}>"`);
  const source = `${disclosure('say: ["<x0>"]')}\nexpansions: {${names.join(', ')}, x40: word}`;
  expect(errorsOf({ f: source })).toEqual([expect.stringContaining('f:5:12: this phrase is too long (')]);
});

describe('text that is not YAML is explained', () => {
  test.each([
    ['2:1: this name was given before in the same group', 'version: 1\nversion: 1'],
    ['2:1: a tab is used to indent (indent with spaces)', 'a:\n\t- b'],
    ['1:12: something is missing here: a closing quote', 'say: "hello'],
    ['3:3: a comment ends a text', 'say:\n  - fees\n  # all\n    apply'],
    ['1:16: a comment ends a text', "x: [your fee's # low\nor none]"],
    ['2:5: a comment ends a text', 'x: [\nfee # or charge]\ndue: 5s'],
    ['1:10: something is missing here', 'x: ["fee" # or charge\n  "none"]'],
    ['1:20: something is missing here', 'x: [fee, "all fees"\n# or\n "none"]'],
    ['2:1: something is missing here', 'x: fee # low\ndue 5s'],
    ['1:20: something is missing here', 'say: "no # one says'],
    ['1:12: this does not belong here (put text into quotes', 'say: [[my] plan]'],
    ['1:7: there is a second colon on this line', 'text: a: b'],
    ['1:7: text cannot begin with this character', 'text: @home'],
    ['1:12: a backslash in double quotes has a meaning of its own', String.raw`regex: "apr\s"`],
    ['2:1: a second document begins here', 'a: 1\n---\nb: 2'],
    ['2:5: references (`*name`) cannot be used', 'a: &x [1]\nb: [*x, *x]'],
    ['1:4: a word that begins with ! has a meaning of its own', 'a: !!js/function x'],
    ['1:1: a key must be plain text', '[a]: b'],
    ['1:', `a: ${'['.repeat(100_000)}`],
    ['1:1: this file is larger than 1 MiB', `a: "${'a'.repeat(1024 * 1024)}"`],
  ])('%s', (expected, source) => expect(errorsOf({ f: source })[0]).toContain(`f:${expected}`));
});

describe('included files', () => {
  test('included files are found next to the file that includes them, and errors name them', () => {
    const errors = errorsOf({
      'rules/top.yaml': 'version: 1\ninclude: [more/a.yaml, more/b.yaml]',
      'rules/more/a.yaml': 'version: 1\ninclude: [b.yaml]\ndue: 1s',
      'rules/more/b.yaml': 'version: 1\nfilers: [um]',
    });
    expect(errors).toEqual([
      expect.stringContaining('rules/more/a.yaml:3:1: `due` is not known here'),
      'rules/more/b.yaml:2:1: `filers` is not known here (did you mean `fillers`?)',
    ]);
  });

  test('included files must exist', () => {
    expect(errorsOf({ 'rules/top.yaml': 'version: 1\ninclude: [gone.yaml]' })).toEqual([
      'rules/top.yaml:2:11: the file `gone.yaml` cannot be read (it was looked for at rules/gone.yaml; includes are relative to the file they are in)',
    ]);
  });

  test('included files must not include each other', () => {
    const errors = errorsOf({ 'a.yaml': 'version: 1\ninclude: [b.yaml]', 'b.yaml': 'version: 1\ninclude: [a.yaml]' });
    expect(errors).toEqual([
      'b.yaml:2:11: `a.yaml` includes itself: a.yaml -> b.yaml -> a.yaml (remove one of these includes)',
    ]);
  });

  test('included files must not give a name another meaning', () => {
    const errors = errorsOf({
      'top.yaml': 'version: 1\ninclude: [a.yaml]\nexpansions: {x: a, same: b}\nevents: {e: {say: [a]}}',
      'a.yaml': 'version: 1\nexpansions: {x: b, same: b}\nevents: {e: {say: [b]}}',
    });
    expect(errors.map((error) => error.split(' (')[0])).toEqual([
      'a.yaml:2:14: the expansion `x` is taken by top.yaml:3',
      'a.yaml:3:10: the event `e` is taken by top.yaml:4',
    ]);
  });

  test('included files may define an event or an expansion', () => {
    const errors = errorsOf({
      'top.yaml': `include: [a.yaml]\n${disclosure('say: ["<this_call> is recorded"]', 'before: closing')}`,
      'a.yaml': 'version: 1\nexpansions: {this_call: this call}\nevents: {closing: {say: [bye]}}',
    });
    expect(errors).toEqual([]);
  });
});
