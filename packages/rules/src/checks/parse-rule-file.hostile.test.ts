import { describe, expect, test } from 'vitest';
import { compilePack } from '../matching/compile-pack.js';
import { Pack } from '../pack/pack.js';
import { parseRuleFile } from './parse-rule-file.js';

/** Parses a file; whatever it includes is empty, and written down as read. */
function parse(source: string, file = 'rules/top.yaml') {
  const read: string[] = [];
  const readFile = (path: string) => {
    read.push(path);
    return 'version: 1';
  };
  const parsed = parseRuleFile(source, { file, readFile });
  return { read, errors: parsed.ok ? [] : parsed.errors.map(({ message }) => message), parsed };
}

const saying = (phrase: string) => `version: 1\nprohibited: [{id: a, title: A, say: [${JSON.stringify(phrase)}]}]`;
const including = (...names: string[]) => `version: 1\ninclude: ${JSON.stringify(names)}`;
const keys = (count: number, write: (index: number) => string) => Array.from({ length: count }, (_, i) => write(i));

describe('a rule file that is meant to do harm is refused', () => {
  test.each([
    ['groups in a phrase, one in another', saying(`${'('.repeat(2_000)}a${')'.repeat(2_000)}`), 'lie too deeply'],
    ['optional groups, one in another', saying(`a ${'[b '.repeat(9_000)}c${']'.repeat(9_000)}`), 'lie too deeply'],
    ['optional words without end', saying(`a ${'[b|c] '.repeat(5_000)} d`), 'too long'],
    ['alternatives without end', saying(`(${keys(20_000, (i) => `w${i}`).join('|')})`), 'too long'],
    ['keys without end', `version: 1\n${keys(30_000, (i) => `k${i}: 1`).join('\n')}`, 'more than 500 keys'],
    [
      'events that lead to one another',
      `version: 1\nevents:\n${keys(9_000, (i) => ` e${i}: e${i + 1}`).join('\n')}`,
      'more than 500 keys',
    ],
    [
      'expansions in one another',
      `${saying('<e0>')}\nexpansions:\n${keys(9_000, (i) => ` e${i}: <e${i + 1}>`).join('\n')}`,
      'more than 500 keys',
    ],
    ['a time that has no end', 'version: 1\nlimits: {quiet: 1e400s}', 'quiet'],
    ['a time of many digits', `version: 1\nlimits: {quiet: ${'9'.repeat(400)}s}`, 'quiet'],
    ['groups of YAML in one another', `version: 1\nevents: ${'{a: '.repeat(20_000)}`, ''],
  ])('%s', (_name, source, expected) => {
    expect(parse(source).errors.join('\n')).toContain(expected);
    expect(parse(source).parsed.ok).toBe(false);
  });

  test('a group with too many keys is reported with its place', () => {
    const { parsed } = parse(`version: 1\nevents:\n${keys(501, (i) => `  e${i}: {say: [x]}`).join('\n')}`);
    expect(parsed.ok ? [] : parsed.errors).toMatchObject([{ line: 503, column: 3 }]);
    expect(parse(`version: 1\nevents:\n${keys(500, (i) => `  e${i}: {say: [x]}`).join('\n')}`).errors).toEqual([]);
    const rules = keys(600, (i) => `  - {id: r${i}, title: R, say: [x${i}]}`).join('\n');
    const { parsed: unknown } = parse(`version: 1\nprohibited:\n${rules}\nfilers: [um]`);
    expect(unknown.ok ? [] : unknown.errors).toMatchObject([{ line: 603, column: 1 }]);
  });

  test('groups as deep as people write them are read', () => {
    expect(parse(saying('(((((((((a|b)))))))))')).errors).toEqual([]);
  });
});

describe('includes', () => {
  test.each(['../secret.yaml', 'more/../../secret.yaml', '..', '../rules2/a.yaml', '../../../../etc/passwd'])(
    "an include does not lead out of the rule file's folder: %s",
    (name) => {
      const { errors, read } = parse(including(name));
      expect(errors).toEqual([`\`${name}\` leads out of the folder of the rule file`]);
      expect(read).toEqual([]);
    },
  );

  test("a link may lead elsewhere in the rule file's folder, but not out of it", () => {
    const links = new Map([
      ['rules/inside.yaml', '/mnt/rules/..data/inside.yaml'],
      ['rules/outside.yaml', '/etc/passwd'],
      ['rules', '/mnt/rules'],
    ]);
    const read: string[] = [];
    const realPath = (path: string) => links.get(path) ?? path;
    const readFile = (path: string) => {
      read.push(path);
      return 'version: 1';
    };
    const source = including('inside.yaml', 'outside.yaml');
    const parsed = parseRuleFile(source, { file: 'rules/top.yaml', readFile, realPath });
    expect(parsed.ok ? [] : parsed.errors.map(({ message }) => message)).toEqual([
      '`outside.yaml` leads out of the folder of the rule file',
    ]);
    expect(read).toEqual(['rules/inside.yaml']);
  });

  test.each(['/etc/passwd', '//etc/passwd'])('an absolute path is taken as one in the folder: %s', (name) => {
    expect(parse(including(name)).read).toEqual(['rules/etc/passwd']);
  });

  test.each(['a.yaml', './a.yaml', 'more/a.yaml', 'more/../a.yaml', '..a.yaml'])(
    'an included file may be in the folder: %s',
    (name) => {
      expect(parse(including(name)).errors).toEqual([]);
      expect(parse(including(name), 'top.yaml').errors).toEqual([]);
      expect(parse(including(name), '/etc/cueline/top.yaml').errors).toEqual([]);
      expect(parse(including(name), '../top.yaml').errors).toEqual([]);
    },
  );

  test('includes are not followed without end', () => {
    const { errors, read } = parse(including(...keys(200, (i) => `${i}.yaml`)));
    expect(errors[0]).toBe('more than 50 files are included');
    expect(read.length).toBeLessThan(50);
  });
});

test('a wrong value is repeated only in part', () => {
  const { errors } = parse(`version: 1\ndisclosures: ${'secret '.repeat(1000)}`);
  expect(Math.max(...errors.map(({ length }) => length))).toBeLessThan(150);
});

test('after several refused regular expressions no other is checked', () => {
  const regexes = keys(8, (i) => `{regex: "(a+)+b${i}"}`);
  const { errors } = parse(`version: 1\nprohibited: [{id: a, title: A, say: [${regexes.join(', ')}]}]`);
  expect(errors.filter((message) => message.includes('can take minutes'))).toHaveLength(5);
  expect(errors.filter((message) => message.includes('was not checked'))).toHaveLength(3);
});

test('names that every JavaScript object has are names like any other', () => {
  const { parsed } = parse(`version: 1
expansions: {constructor: this call}
events: {constructor: {say: [bye]}}
disclosures: [{id: constructor, title: A, say: ["<constructor> is recorded"], before: constructor, when: {constructor: [x], __proto__: [y]}}]`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  expect(parsed.pack.disclosures[0]?.before).toBe('constructor');
  const { engine } = compilePack(Pack.parse(JSON.parse(JSON.stringify(parsed.pack))));
  expect(engine.match('agent', ['this call is recorded', 'bye']).map(({ key }) => key)).toEqual([
    'constructor#0',
    'event:constructor',
  ]);
  expect(Object.hasOwn(Object.prototype, 'say')).toBe(false);
});

test('a missing expansion is reported, also if every JavaScript object has its name', () => {
  expect(parse(saying('<constructor> <toString>')).errors).toEqual([
    'there is no expansion <constructor>',
    'there is no expansion <toString>',
  ]);
});

test('the place of a mistake is right also in text that is not YAML (found by fuzzing)', () => {
  const source =
    'version: 1\nevents:\n  a:  {b}", c: d}]\n    due: 30s\n    every: {every: 60s}\n    e: {f: 2}\ng h, i: ["j"], k: {l: m}}\nn: {o: p}\n';
  const { parsed } = parse(source);
  const lengths = source.split('\n').map(({ length }) => length);
  const outside = (parsed.ok ? [] : parsed.errors).filter(({ line, column }) => column > (lengths[line - 1] ?? -1) + 1);
  expect(outside).toEqual([]);
});
