import { readFileSync } from 'node:fs';
import { compilePack, type Engine, parseRuleFile } from '@cueline/rules';

/** The engine of a pack that ships, by the name of its file. */
export function readPack(name: string): Engine {
  const directory = new URL('../../../rules/', import.meta.url);
  const readFile = (file: string): string => readFileSync(new URL(file, directory), 'utf8');
  const parsed = parseRuleFile(readFile(name), { file: name, readFile });
  if (!parsed.ok) throw new Error(`rules/${name} is no pack`);
  return compilePack(parsed.pack).engine;
}
