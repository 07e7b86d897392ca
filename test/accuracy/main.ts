import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backtestCall, detectionsOf, Labels, labelsFor, Occurrences, score, scoreTable } from '@cueline/cli';
import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import { readCalls } from '@cueline/simulator';
import type { z } from 'zod';

/** Which pack goes with which data set, by how its files' names begin. */
const packs = new Map([
  ['harper-valley', 'harper-valley.yaml'],
  ['earnings21', 'earnings21.yaml'],
]);

/** When all calls are taken to have begun; no rule of these packs depends on it. */
const startedAtMs = Date.parse('2026-01-01');

function readPack(name: string): CompiledPack {
  const readFile = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  const parsed = parseRuleFile(readFile(name), { file: name, readFile });
  if (!parsed.ok) throw new Error(parsed.errors.map(formatRuleError).join('\n'));
  return compilePack(parsed.pack);
}

/** All labels or occurrences of a folder; there may be a file of each for every part of the data. */
function readAll<Content extends object>(folder: string, name: string, schema: z.ZodType<Content>): Content {
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith('.json'));
  const contents = files.map((file) => schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return schema.parse(Object.assign({}, ...contents));
}

/** Prints how often a pack is right on the calls of a transcript file. */
async function measure(folder: string, file: string, pack: CompiledPack): Promise<void> {
  const calls = await readCalls(join(folder, file));
  const detections = new Map(
    calls.map((call) => [call.interactionId, detectionsOf(backtestCall(call, pack, startedAtMs))]),
  );
  const labels = labelsFor(readAll(folder, 'labels', Labels), detections.keys());
  const scored = score({ detections, labels, occurrences: readAll(folder, 'occurrences', Occurrences) });
  process.stdout.write(`\n${file}\n${scoreTable(scored)}\n`);
}

const folder = process.argv[2] ?? '../shared/data';
if (!existsSync(folder)) {
  process.stdout.write(`No labelled transcripts in ${folder}: accuracy was not measured.\n`);
} else {
  for (const file of readdirSync(folder).sort()) {
    const pack = [...packs].find(([dataSet]) => file.startsWith(dataSet))?.[1];
    if (pack !== undefined && /\.ndjson(\.gz)?$/.test(file)) await measure(folder, file, readPack(pack));
  }
}
