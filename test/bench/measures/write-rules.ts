import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCalls } from '@cueline/simulator';
import type { BenchContext } from '../programs/run-bench.js';

const PHRASES = 3;

/**
 * Writes a pack of so many rules, removed when the benchmark ends: half of them prohibited phrases, half disclosures after an event.
 * Each has three phrases, made of words from the packs that ship and from the sample calls: single words are heard all the time, whole
 * phrases hardly ever.
 */
export async function writeRules({ onEnd }: BenchContext, count: number): Promise<string> {
  const words = readWords();
  const word = (): string => words[Math.floor(Math.random() * words.length)] ?? '';
  const phrases = () =>
    Array.from({ length: PHRASES }, () => `${word()} ${word()} [${word()}] (${word()}|${word()}) ${word()}`);
  const rules = Array.from({ length: count / 2 }, (_, i) => i);
  const pack = {
    version: 1,
    prohibited: rules.map((i) => ({ id: `word_${i}`, title: `Word ${i}`, say: phrases() })),
    disclosures: rules.map((i) => ({
      id: `notice_${i}`,
      title: `Notice ${i}`,
      after: { say: phrases() },
      say: phrases(),
      due: '30s',
    })),
  };
  const folder = await mkdtemp(join(tmpdir(), 'cueline-rules-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'rules.yaml');
  await writeFile(file, JSON.stringify(pack)); // which is YAML too
  return file;
}

function readWords(): string[] {
  const packs = new URL('../../../rules/', import.meta.url);
  const written = readdirSync(packs).filter((name) => name.endsWith('.yaml'));
  const heard = sampleCalls.flatMap(({ segments }) => segments.map(({ text }) => text));
  const texts = [...written.map((name) => readFileSync(new URL(name, packs), 'utf8')), ...heard];
  const words = texts.flatMap((text) => text.toLowerCase().split(/[^a-z']+/));
  return [...new Set(words.filter((word) => /^[a-z]{4,}$/.test(word)))];
}
