import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compilePack } from '../matching/compile-pack.js';
import { failingExamples } from './failing-examples.js';
import type { Pack } from '../pack/pack.js';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { formatRuleError } from '../rule-file/rule-error.js';

const directory = new URL('../../../../rules/', import.meta.url);
const files = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
const read = (name: string) => readFileSync(new URL(name, directory), 'utf8');
/** Each file is read once: that takes longest here. */
const parsedFiles = new Map(
  files.map((name) => [name, parseRuleFile(read(name), { file: name, readFile: read })] as const),
);
function packOf(name: string): Pack {
  const parsed = parsedFiles.get(name);
  if (parsed === undefined) throw new Error(`there is no ${name}`);
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return parsed.pack;
}

test('one file may include all packs: no names are taken twice, but the sample has rules of others', () => {
  const included = files.filter((name) => !['cxone-sample.yaml', 'default.yaml'].includes(name));
  const all = `version: 1\ninclude: [${included.join(', ')}]`;
  expect(parseRuleFile(all, { file: 'all.yaml', readFile: read })).toMatchObject({ ok: true });
});

describe.each(files)('%s', (name) => {
  test('the file is a pack', () => {
    expect(() => packOf(name)).not.toThrow();
  });

  test('the pack finds what its examples say, and nothing else', () => {
    expect(failingExamples(compilePack(packOf(name)))).toEqual([]);
  });

  test('every disclosure has thirty examples of each kind, and every rule a source', () => {
    const { disclosures, prohibited } = packOf(name);
    for (const { id, examples } of disclosures) {
      expect([id, examples.said.length, examples.notSaid.length]).toEqual([
        id,
        expect.toSatisfy(isThirty),
        expect.toSatisfy(isThirty),
      ]);
    }
    expect([...disclosures, ...prohibited].filter(({ source }) => source === undefined)).toEqual([]);
  });

  test('the file names its schema and asks for review by counsel', () => {
    const [first, ...rest] = read(name).split('\n');
    expect(first).toBe('# yaml-language-server: $schema=./schema.json');
    expect(rest.join('\n')).toContain('counsel must review');
  });
});

const isThirty = (examples: number) => examples >= 30;

test('the default pack has the rules that run if nothing is set', () => {
  const { disclosures, prohibited } = packOf('default.yaml');
  expect(disclosures.map(({ id }) => id)).toEqual(['recording_notice', 'apr', 'early_termination_fee']);
  expect(prohibited.map(({ id }) => id)).toEqual(['guaranteed_return', 'no_risk', 'off_the_record']);
});
