import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Labels, Occurrences } from '@cueline/cli';
import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import type { z } from 'zod';

/** Which pack goes with which data set, by how its files' names begin. */
const packs = new Map([
  ['harper-valley', 'harper-valley.yaml'],
  ['earnings21', 'earnings21.yaml'],
]);

/** The transcript files of a folder, `<data set>-<recogniser>-….ndjson` or `.ndjson.gz`. */
export function listTranscripts(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ndjson(\.gz)?$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The pack for a transcript file, ready to run; undefined for other files. */
export function readPackFor(file: string): CompiledPack | undefined {
  const name = [...packs].find(([dataSet]) => basename(file).startsWith(dataSet))?.[1];
  return name === undefined ? undefined : readPack(name, import.meta.url);
}

/** A pack that ships, by its name. */
export const readShippedPack = (name: string): CompiledPack =>
  readPack(`${name}.yaml`, new URL('../../rules/', import.meta.url));

/** @param base the URL that names of files are relative to */
function readPack(name: string, base: string | URL): CompiledPack {
  const readFile = (path: string): string => readFileSync(new URL(path, base), 'utf8');
  const parsed = parseRuleFile(readFile(name), { file: name, readFile });
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return compilePack(parsed.pack);
}

/** The labels and occurrences of a folder; each part of the data may have a file of its own. */
export function readLabels(folder: string): { labels: Labels; occurrences: Occurrences } {
  return {
    labels: readAll(folder, 'labels', Labels),
    occurrences: readAll(folder, 'occurrences', Occurrences),
  };
}

function readAll<Content extends object>(folder: string, name: string, schema: z.ZodType<Content>): Content {
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith('.json'));
  const contents = files.map((file) => schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return schema.parse(Object.assign({}, ...contents));
}
