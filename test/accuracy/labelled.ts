import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import type { z } from 'zod';
import { Detections, Occurrences } from './score.js';

/** Which pack goes with which data set, by how its files' names begin. */
const packs = new Map([
  ['harper-valley', 'harper-valley.yaml'],
  ['earnings21', 'earnings21.yaml'],
]);

/** The pack for a transcript file, ready to run; undefined for other files. */
export function readPackFor(file: string): CompiledPack | undefined {
  const name = [...packs].find(([dataSet]) => basename(file).startsWith(dataSet))?.[1];
  if (name === undefined) return undefined;
  const readFile = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
  const parsed = parseRuleFile(readFile(name), { file: name, readFile });
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return compilePack(parsed.pack);
}

/** The labels and occurrences of a folder; there may be a file of each for every part of the data. */
export function readLabels(folder: string): { labels: Detections; occurrences: Occurrences } {
  return {
    labels: readAll(folder, 'labels', Detections),
    occurrences: readAll(folder, 'occurrences', Occurrences),
  };
}

function readAll<Content extends object>(folder: string, name: string, schema: z.ZodType<Content>): Content {
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith('.json'));
  const contents = files.map((file) => schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return schema.parse(Object.assign({}, ...contents));
}
