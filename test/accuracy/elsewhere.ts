import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine, sayablesOf, type CompiledPack, type Engine } from '@cueline/rules';
import { readCalls, type Call } from '@cueline/simulator';
import { listTranscripts, readShippedPack } from './labelled.js';

const HELP = `npm run accuracy:elsewhere -- [--phrases N] [--pack NAME] [DIR]

Prints what the packs that ship hear in recorded calls about something else, such as bank services and earnings calls: how often in
an hour. Little of it is meant, so a rule that hears much asks for too little. With --phrases, the N phrases of each rule that match
most often, each with the first words that it took.`;

/** What one phrase, or one rule, takes. */
interface Taken {
  readonly key: string;
  readonly phrase: string;
  readonly words: string;
}

/** Finds the matches of a pack, each with the phrase that took it. */
function createFinder({ pack }: CompiledPack) {
  const sayables = sayablesOf(pack);
  const engine = createEngine({ ...pack, sayables });
  const phrases = [...sayables].flatMap(([key, { speaker, say }]) => say.map((phrase) => ({ key, speaker, phrase })));
  const probe = createEngine({
    ...pack,
    sayables: new Map(
      phrases.map(({ speaker, phrase }, index) => [`${index}`, { speaker, say: [phrase], except: [] }]),
    ),
  });
  return (call: Call): Taken[] =>
    (['agent', 'customer'] as const).flatMap((speaker) => {
      const texts = call.segments.filter((segment) => segment.speaker === speaker).map(({ text }) => text);
      const placeOf = ({ from, to }: ReturnType<Engine['match']>[number]) => JSON.stringify([from, to]);
      const took = new Map(
        probe.match(speaker, texts).map((match) => {
          const probed = phrases[Number(match.key)];
          return [`${probed?.key} ${placeOf(match)}`, JSON.stringify(probed?.phrase)];
        }),
      );
      return engine.match(speaker, texts).map((match) => ({
        key: match.key,
        phrase: took.get(`${match.key} ${placeOf(match)}`) ?? '',
        words: match.words,
      }));
    });
}

function print(taken: readonly Taken[], hours: number, most: number): void {
  for (const [key, ofKey] of [...Map.groupBy(taken, (each) => each.key)].toSorted(
    (a, b) => b[1].length - a[1].length,
  )) {
    process.stdout.write(`  ${key.padEnd(40)}${(ofKey.length / hours).toFixed(2).padStart(8)}\n`);
    const phrases = [...Map.groupBy(ofKey, ({ phrase }) => phrase)].toSorted((a, b) => b[1].length - a[1].length);
    for (const [phrase, matches] of phrases.slice(0, most))
      process.stdout.write(`      ${matches.length} by ${phrase}\n        "${matches[0]?.words}"\n`);
  }
}

const options = {
  phrases: { type: 'string', default: '0' },
  pack: { type: 'string' },
  help: { type: 'boolean' },
} as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const folder = positionals[0] ?? '../shared/data';
if (values.help) process.stdout.write(`${HELP}\n`);
else if (!existsSync(folder)) process.stdout.write(`No transcripts in ${folder}: nothing was measured.\n`);
else {
  const recognisers = Object.values(
    Object.groupBy(listTranscripts(folder), (file) => basename(file).split('-')[0] ?? ''),
  );
  // the same calls by several recognisers: one of them will do
  const { calls } = await readCalls(recognisers.flatMap((files) => files?.[0] ?? []));
  const hours = calls.reduce((sum, { segments }) => sum + (segments.at(-1)?.endMs ?? 0), 0) / 3_600_000;
  process.stdout.write(`${calls.length} calls, ${hours.toFixed(1)} hours; matches in an hour\n`);
  const packs = readdirSync(new URL('../../rules/', import.meta.url))
    .filter((file) => file.endsWith('.yaml') && !['default.yaml', 'lexicon.yaml'].includes(file))
    .map((file) => basename(file, '.yaml'))
    .filter((name) => values.pack === undefined || values.pack === name);
  for (const name of packs) {
    const find = createFinder(readShippedPack(name));
    process.stdout.write(`${name}\n`);
    print(calls.flatMap(find), hours, Number(values.phrases));
  }
}
