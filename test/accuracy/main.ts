import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { backtestCall, detectionsOf, labelsFor, locatedRates, score, type Counts } from '@cueline/cli';
import { readCalls } from '@cueline/simulator';
import { listTranscripts, readLabels, readPackFor } from './labelled.js';

function print(name: string, counts: Counts): void {
  const { precision, recall, f1 } = locatedRates(counts);
  const notSaid = counts.decisions - counts.said;
  const columns = [precision, recall, f1].map((rate) => (rate?.toFixed(3) ?? '-').padStart(10));
  const alarms = `${counts.falseAlarms}/${notSaid}`.padStart(10);
  const share = notSaid === 0 ? '' : `${((100 * counts.falseAlarms) / notSaid).toFixed(1)}%`.padStart(8);
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
    const { calls } = await readCalls([file]);
    const results = calls.map((call) => backtestCall(call, pack, { startedAtMs: 0 }));
    const detections = new Map(results.map((result) => [result.interactionId, detectionsOf(result)]));
    const { rules, micro } = score({ detections, labels: labelsFor(labels, detections.keys()), occurrences });
    process.stdout.write(`\n${basename(file)}\n`);
    process.stdout.write(`${'phrase'.padEnd(24)}     n  said precision    recall        F1 false alarms\n`);
    for (const [id, counts] of rules) print(id, counts);
    print('all', micro);
    const verdicts = results.flatMap(({ disclosures }) => Object.values(disclosures).map(({ verdict }) => verdict));
    const unclear = verdicts.filter((verdict) => verdict === 'unclear').length;
    process.stdout.write(`unclear: ${unclear} of ${verdicts.length} verdicts\n`);
  }
}
