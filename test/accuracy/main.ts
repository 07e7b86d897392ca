import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { detect } from './detect.js';
import { readLabels, readPackFor } from './labelled.js';
import { countDetections, ratesOf, totalOf, type Counts } from './score.js';
import { listTranscripts, readTranscripts } from './transcripts.js';

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
  const { labels, occurrences } = readLabels(folder);
  for (const file of listTranscripts(folder)) {
    const pack = readPackFor(file);
    if (pack === undefined) continue;
    const counts = countDetections(detect(pack, readTranscripts(file)), labels, occurrences);
    process.stdout.write(`\n${basename(file)}\n`);
    process.stdout.write(`${'phrase'.padEnd(24)}     n  said precision    recall        F1 false alarms\n`);
    for (const [id, count] of counts) print(id, count);
    print('all', totalOf(counts.values()));
  }
}
