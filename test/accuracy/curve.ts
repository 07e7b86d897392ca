import { existsSync } from 'node:fs';
import { createEngine, sayablesOf, type CompiledPack, type Engine } from '@cueline/rules';
import { readLabels, readPackFor } from './labelled.js';
import { countDetections, ratesOf, totalOf, type Detections } from './score.js';
import { listTranscripts, readTranscripts, type Transcripts } from './transcripts.js';

/** How much speech may differ from a phrase: nothing at all, and more and more. */
const allowances = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5];

/** The first place in each interaction where each disclosure is matched. Quicker than the decision code, and as good for this. */
function firstMatches(engine: Engine, transcripts: Transcripts): Detections {
  return Object.fromEntries(
    [...transcripts].map(([interactionId, all]) => {
      const segments = all.filter(({ speaker }) => speaker === 'agent');
      const matches = engine.match(
        'agent',
        segments.map(({ text }) => text),
      );
      const byEnd = matches.toSorted((a, b) => b.to.segment - a.to.segment);
      const first = byEnd.map(({ key, to }) => [key.replace(/#0$/, ''), segments[to.segment]?.segmentId ?? null]);
      return [interactionId, Object.fromEntries(first)];
    }),
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
  const sources = listTranscripts(folder).flatMap((file) => {
    const pack = readPackFor(file);
    return pack === undefined ? [] : [{ pack, transcripts: readTranscripts(file) }];
  });
  process.stdout.write('allowance    recall precision        F1 false alarms\n');
  for (const allowance of allowances) {
    const counts = sources.flatMap(({ pack, transcripts }) => [
      ...countDetections(firstMatches(engineWith(pack, allowance), transcripts), labels, occurrences).values(),
    ]);
    const total = totalOf(counts);
    const { recall, precision, f1 } = ratesOf(total);
    const columns = [recall, precision, f1].map((rate) => rate.toFixed(3).padStart(10)).join('');
    const alarms = `${total.falseAlarms}/${total.decisions - total.said}`.padStart(13);
    process.stdout.write(`${allowance.toFixed(2).padStart(9)}${columns}${alarms}\n`);
  }
}
