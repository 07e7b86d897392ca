import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compilePack, formatRuleError, parseRuleFile, type CompiledPack } from '@cueline/rules';
import type { z } from 'zod';
import { detect } from './detect.js';
import { countDetections, Detections, Occurrences, ratesOf, totalOf, type Counts } from './score.js';
import { listTranscripts, readTranscripts } from './transcripts.js';

/** Which pack goes with which data set, by how its files' names begin. */
const packs = new Map([
  ['harper-valley', 'harper-valley.yaml'],
  ['earnings21', 'earnings21.yaml'],
]);

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

function print(name: string, counts: Counts): void {
  const { precision, recall, f1, falseAlarmRate } = ratesOf(counts);
  const columns = [precision, recall, f1].map((rate) => (Number.isNaN(rate) ? '-' : rate.toFixed(3)).padStart(10));
  const alarms = `${counts.falseAlarms}/${counts.decisions - counts.said}`.padStart(10);
  const share = Number.isNaN(falseAlarmRate) ? '' : `${(100 * falseAlarmRate).toFixed(1)}%`.padStart(8);
  const sizes = [counts.decisions, counts.said].map((size) => String(size).padStart(6));
  process.stdout.write(`${name.padEnd(24)}${sizes.join('')}${columns.join('')}${alarms}${share}\n`);
}

const folder = process.argv[2] ?? '../shared/data';
if (!existsSync(folder)) {
  process.stdout.write(`No labelled transcripts in ${folder}: accuracy was not measured.\n`);
} else {
  const labels = readAll(folder, 'labels', Detections);
  const occurrences = readAll(folder, 'occurrences', Occurrences);
  for (const file of listTranscripts(folder)) {
    const pack = [...packs].find(([dataSet]) => basename(file).startsWith(dataSet))?.[1];
    if (pack === undefined) continue;
    const counts = countDetections(detect(readPack(pack), readTranscripts(file)), labels, occurrences);
    process.stdout.write(`\n${basename(file)}\n`);
    process.stdout.write(`${'phrase'.padEnd(24)}     n  said precision    recall        F1 false alarms\n`);
    for (const [id, count] of counts) print(id, count);
    print('all', totalOf(counts.values()));
  }
}
