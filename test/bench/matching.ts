import { readFileSync } from 'node:fs';
import { compilePack, createEngine, parseRuleFile, type Engine } from '@cueline/rules';
import { z } from 'zod';
import { makePhrases, rulesOf } from './matching-rules.js';
import { cutSegments, readTexts } from './matching-texts.js';

/** The usual way to write the three disclosures of `rules/cxone-sample.yaml`. */
const plainRegexes = [
  /\b(?:annual (?:percentage )?rate|interest rate|apr)\s+(?:is|of)\s+\d+(?:\.\d+)?(?:\s+to\s+\d+)?\s*(?:%|percent)/i,
  /\b(?:early termination|cancellation) fee\s+of\s+\$[\d,]+(?:\.\d{2})?/i,
  /\b(?:this|our) (?:call|conversation) (?:may be|is(?: being)?) (?:recorded|monitored)/i,
];

/** Segments timed together: few enough that some round gets through them undisturbed, whatever else the machine does. */
const batchSize = 20;

/** Goes through all segments time and again for some seconds; adds up the least time of each batch, in µs per segment. */
function measure(segments: readonly string[], work: (segment: string) => void): number {
  const least = Array.from({ length: Math.ceil(segments.length / batchSize) }, () => Infinity);
  const until = performance.now() + 3000;
  for (let round = 0; round < 5 || performance.now() < until; round += 1) {
    for (const batch of least.keys()) {
      const end = Math.min(segments.length, (batch + 1) * batchSize);
      const start = performance.now();
      for (let place = batch * batchSize; place < end; place += 1) work(segments[place] ?? '');
      least[batch] = Math.min(least[batch] ?? Infinity, performance.now() - start);
    }
  }
  return (least.reduce((sum, time) => sum + time, 0) * 1000) / segments.length;
}

function readPack(name: string): Engine {
  const directory = new URL('../../rules/', import.meta.url);
  const readFile = (file: string): string => readFileSync(new URL(file, directory), 'utf8');
  const parsed = parseRuleFile(readFile(name), { file: name, readFile });
  if (!parsed.ok) throw new Error(`rules/${name} is no pack`);
  return compilePack(parsed.pack).engine;
}

const cut = cutSegments(readTexts(process.argv[2] ?? '../shared/data'), 100);
// As they come off the wire: strings that were put together from pieces are slower to read, for everyone.
const segments = z.array(z.string()).parse(JSON.parse(JSON.stringify(cut)));
// Rules come from one half of the texts and are looked for in the other.
const half = Math.floor(segments.length / 2);
const said = segments.slice(half);
const phrases = makePhrases(segments.slice(0, half), 3000);

/** What is left in use when all garbage is collected; needs Node's --expose-gc. */
function usedMb(): number {
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

const source = rulesOf(phrases);
const mbBefore = usedMb();
const cpuBefore = process.cpuUsage();
const many = createEngine(source);
const cpu = process.cpuUsage(cpuBefore);
const compileMs = (cpu.user + cpu.system) / 1000;
const memoryMb = usedMb() - mbBefore;
const few = createEngine(rulesOf(phrases.slice(0, 30)));
const standard = readPack('default.yaml');
let matches = 0;
for (const segment of said) matches += many.match('agent', [segment]).length;

const fewUs = measure(said, (segment) => few.match('agent', [segment]));
const manyUs = measure(said, (segment) => many.match('agent', [segment]));
const standardUs = measure(said, (segment) => standard.match('agent', [segment]));
const plainUs = measure(said, (segment) => {
  for (const regex of plainRegexes) regex.test(segment);
});
const loopUs = measure(said.slice(0, 300), (segment) => {
  for (const { regex } of phrases) regex.test(segment);
});

const row = (what: string, value: number, unit: string, bound = ''): void => {
  process.stdout.write(`${what.padEnd(58)}${value.toFixed(2).padStart(10)} ${unit.padEnd(14)}${bound}\n`);
};
process.stdout.write(
  `${said.length} segments of 100 characters; ${matches} matches of 1,000 rules of 3 phrases at asr\n`,
);
row('compiling 1,000 rules', compileMs, 'ms of CPU', 'under 2000');
row('memory of 1,000 rules', memoryMb, 'MB', 'under 100');
row('10 rules', fewUs, 'µs/segment');
row('1,000 rules', manyUs, 'µs/segment');
row('one regular expression per phrase, 1,000 rules', loopUs, 'µs/segment');
row('default pack', standardUs, 'µs/segment');
row('three plain regular expressions', plainUs, 'µs/segment');
row('1,000 rules against 10', manyUs / fewUs, 'times', 'at most 3');
row('regular expressions against 1,000 rules', loopUs / manyUs, 'times', 'at least 50');
row('default pack against three regular expressions', standardUs / plainUs, 'times', 'at most 6');
