import { readFileSync } from 'node:fs';
import { compilePack, failingExamples, formatRuleError, parseRuleFile } from '@cueline/rules';
import { expect, test } from 'vitest';

// Examples in our own words, so that a pack fits more than the calls that accuracy is measured with.
test.each(['harper-valley.yaml', 'earnings21.yaml'])(
  '%s finds what its examples say is said, and nothing else',
  (name) => {
    const readFile = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    const parsed = parseRuleFile(readFile(name), { file: name, readFile });
    if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
    expect(failingExamples(compilePack(parsed.pack))).toEqual([]);
  },
);
