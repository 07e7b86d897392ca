import { existsSync } from 'node:fs';
import { createEngine } from '@cueline/rules';
import { z } from 'zod';
import { makePhrases, rulesOf } from './matching/matching-rules.js';
import { plainRegexes } from './usual-way/plain-regexes.js';
import { readPack } from './load/read-pack.js';
import { cutSegments, readTexts } from './matching/matching-texts.js';

/** Segments timed together: few enough that some round gets through them undisturbed, whatever else the machine does. */
const BATCH_SIZE = 20;
const TURNS = 8;
const TURN_MS = 400;

/** Times a piece of work on segments: it goes through all of them time and again. */
function createTimer(segments: readonly string[], work: (segment: string) => void) {
  const least = Array.from({ length: Math.ceil(segments.length / BATCH_SIZE) }, () => Infinity);
  return {
    takeTurn(): void {
      const until = performance.now() + TURN_MS;
      do {
        for (const batch of least.keys()) {
          const end = Math.min(segments.length, (batch + 1) * BATCH_SIZE);
          const start = performance.now();
          for (let place = batch * BATCH_SIZE; place < end; place += 1) work(segments[place] ?? '');
          least[batch] = Math.min(least[batch] ?? Infinity, performance.now() - start);
        }
      } while (performance.now() < until);
    },
    /** The sum of the least time that each batch took, in µs per segment. */
    us: (): number => (least.reduce((sum, time) => sum + time, 0) * 1000) / segments.length,
  };
}

const folder = process.argv[2] ?? '../shared/data';
if (!existsSync(folder)) {
  console.error(`${folder} is not there; name a folder of transcripts: npm run bench:matching -- DIR`);
  process.exit(64);
}
const cut = cutSegments(await readTexts(folder), 100);
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

const timers = {
  few: createTimer(said, (segment) => few.match('agent', [segment])),
  many: createTimer(said, (segment) => many.match('agent', [segment])),
  standard: createTimer(said, (segment) => standard.match('agent', [segment])),
  plain: createTimer(said, (segment) => {
    for (const regex of plainRegexes) regex.test(segment);
  }),
  loop: createTimer(said.slice(0, 300), (segment) => {
    for (const { regex } of phrases) regex.test(segment);
  }),
};
// One after the other and around again, so that whatever else the machine does meets all of them.
for (let turn = 0; turn < TURNS; turn += 1) for (const timer of Object.values(timers)) timer.takeTurn();
const [fewUs, manyUs, standardUs, plainUs, loopUs] = [
  timers.few.us(),
  timers.many.us(),
  timers.standard.us(),
  timers.plain.us(),
  timers.loop.us(),
];

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
