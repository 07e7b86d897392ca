import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a rule file for one test; gives its path. */
export async function writeRules(yaml: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cueline-rules-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'rules.yaml');
  await writeFile(path, yaml);
  return path;
}
