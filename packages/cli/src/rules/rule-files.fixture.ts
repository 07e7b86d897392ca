import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a rule file, or another, for one test; gives its path. */
export function writeRuleFile(source: string, name = 'rules.yaml'): string {
  const directory = mkdtempSync(join(tmpdir(), 'cueline-rules-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, name);
  writeFileSync(file, source);
  return file;
}

/** Keeps the lines that a command prints. */
export function createPrinter() {
  const printed: string[] = [];
  return { print: (text: string) => void printed.push(text), text: () => printed.join('\n') };
}
