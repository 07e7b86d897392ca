import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRuleFile } from './parse-rule-file.js';
import { formatRuleError } from './rule-error.js';

const directory = new URL('../../../rules/', import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => readFileSync(new URL(name, directory), 'utf8');
const parse = (name: string) => parseRuleFile(read(name), { file: name, readFile: read });

describe.each(files)('%s', (name) => {
  test('is a pack', () => {
    const parsed = parse(name);
    expect(parsed.ok ? [] : parsed.errors.map(formatRuleError)).toEqual([]);
  });

  test('names its schema and asks for review by counsel', () => {
    const [first, ...rest] = read(name).split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./schema.json');
    expect(rest.join('\n')).toContain('counsel must review');
  });
});

test('the default pack has the rules that run when nothing is set', () => {
  const parsed = parse('default.yaml');
  expect(parsed.ok && parsed.pack.disclosures.map(({ id }) => id)).toEqual([
    'recording_notice',
    'apr',
    'early_termination_fee',
  ]);
  expect(parsed.ok && parsed.pack.prohibited.map(({ id }) => id)).toEqual([
    'guaranteed_return',
    'no_risk',
    'off_the_record',
  ]);
});
