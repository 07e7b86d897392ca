import { existsSync } from 'node:fs';
import { labelsFor, locatedRates, score, sumOf, type Detections } from '@cueline/cli';
import { createEngine, sayablesOf, type CompiledPack, type Engine } from '@cueline/rules';
import { readCalls, type Call } from '@cueline/simulator';
import { listTranscripts, readLabels, readPackFor } from './labelled.js';

/** How much speech may differ from a phrase: nothing at all, and more and more. */
const allowances = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];

/** The first place in a call where each disclosure is matched. Faster than the decision code, and good enough for this. */
function firstMatches(engine: Engine, call: Call): Detections {
  const segments = call.segments.filter(({ speaker }) => speaker === 'agent');
  const matches = engine.match(
    'agent',
    segments.map(({ text }) => text),
  );
  const lastFirst = matches.toSorted((a, b) => b.to.segment - a.to.segment);
  return Object.fromEntries(
    lastFirst.map(({ key, to }) => [key.replace(/#0$/, ''), segments[to.segment]?.segmentId ?? '']),
  );
}

function engineWith({ pack }: CompiledPack, allowance: number): Engine {
  return createEngine({ ...pack, sayables: sayablesOf(pack) }, { allowance });
}

const folder = process.argv[2] ?? '../shared/data';
if (!existsSync(folder)) {
  process.stdout.write(`No labelled transcripts in ${folder}: the curve was not measured.\n`);
} else {
  const { labels, occurrences } = readLabels(folder);
  const sources: { readonly pack: CompiledPack; readonly calls: readonly Call[] }[] = [];
  for (const file of listTranscripts(folder)) {
    const pack = readPackFor(file);
    if (pack !== undefined) sources.push({ pack, calls: (await readCalls([file])).calls });
  }
  process.stdout.write('allowance    recall precision        F1 false alarms\n');
  for (const allowance of allowances) {
    const counts = sources.map(({ pack, calls }) => {
      const engine = engineWith(pack, allowance);
      const detections = new Map(calls.map((call) => [call.interactionId, firstMatches(engine, call)]));
      return score({ detections, labels: labelsFor(labels, detections.keys()), occurrences }).micro;
    });
    const total = sumOf(counts);
    const { recall, precision, f1 } = locatedRates(total);
    const columns = [recall, precision, f1].map((rate) => (rate?.toFixed(3) ?? '-').padStart(10)).join('');
    const alarms = `${total.falseAlarms}/${total.decisions - total.said}`.padStart(13);
    process.stdout.write(`${allowance.toFixed(2).padStart(9)}${columns}${alarms}\n`);
  }
}
