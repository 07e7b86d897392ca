import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRuleFile } from '@cueline/rules';
import { sampleCalls, type Call } from '@cueline/simulator';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { readOutcomes } from './harness/outcomes.js';
import { startPipeline } from './harness/pipeline.js';
import { segmentsLeft } from './harness/segments-left.js';
import { LONGEST_CALL_MS, spokenCalls } from './harness/spoken-calls.js';
import { entriesOf, writeEntries, type Entry } from './harness/stream-entries.js';

const rulesFile = 'rules/default.yaml';
const parsed = parseRuleFile(readFileSync(rulesFile, 'utf8'), {
  file: rulesFile,
  readFile: (path) => readFileSync(path, 'utf8'),
});
if (!parsed.ok) throw new Error('the default rules cannot be read');

const Line = z.object({
  interactionId: z.string(),
  disclosures: z.record(z.string(), z.object({ verdict: z.string() })),
  prohibited: z.array(z.object({ id: z.string() })),
});

/** By call, its verdicts and the prohibited phrases that were said, each once. */
type Verdicts = ReadonlyMap<string, { readonly disclosures: Record<string, string>; readonly prohibited: string[] }>;

/** The verdicts of `cueline backtest` for these calls. */
async function backtest(calls: readonly Call[]): Promise<Verdicts> {
  const cwd = await makeDirectory();
  const lines = calls.flatMap(({ interactionId, segments, endMs }) => [
    ...segments.map((segment) => JSON.stringify({ interactionId, ...segment })),
    JSON.stringify({ interactionId, type: 'interactionEnded', endMs }),
  ]);
  await writeFile(join(cwd, 'calls.ndjson'), lines.join('\n'));
  const rules = join(process.cwd(), rulesFile);
  const args = ['backtest', '--rules', rules, '--transcripts', 'calls.ndjson', '--json'];
  const { text } = await askCueline(args, { cwd });
  return new Map(
    text.split('\n').map((line) => {
      const { interactionId, disclosures, prohibited } = Line.parse(JSON.parse(line));
      const verdicts = Object.fromEntries(Object.entries(disclosures).map(([id, { verdict }]) => [id, verdict]));
      return [interactionId, { disclosures: verdicts, prohibited: idsOf(prohibited) }];
    }),
  );
}

const idsOf = (said: readonly { readonly id: string }[]) => [...new Set(said.map(({ id }) => id))].sort();

/** Entries moved in time, but not so far that verdicts change; a third of them come twice. */
function disordered(entries: readonly Entry[], sample: () => number): Entry[] {
  return [...entries, ...entries.filter(() => sample() < 1 / 3)]
    .map((entry) => ({ entry, atMs: Number(entry.heardAt) + sample() * 20_000 }))
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ entry }) => entry);
}

/** A call in which the recording notice is nearly given. */
const NEAR_CALL: Call = {
  interactionId: 'near',
  segments: [
    {
      segmentId: 'near-1',
      speaker: 'agent',
      text: 'please note the call today with you being recorded',
      startMs: 0,
      endMs: 4000,
    },
    {
      segmentId: 'near-2',
      speaker: 'customer',
      text: 'and then I would like to hear my balance',
      startMs: 45_000,
      endMs: 48_000,
    },
  ],
  endMs: 60_000,
};

test('the pipeline and backtest judge the same calls alike, in order, shuffled and repeated, and cut', async () => {
  const calls = [...sampleCalls, ...spokenCalls(parsed.pack, 25), NEAR_CALL];
  const judged = await backtest(calls);
  const pipeline = await startPipeline({ ingests: 0, matchers: 3, publishers: 0, rulesFile });
  const beginMs = Date.now() - LONGEST_CALL_MS - 60_000;
  const random = fc.sample(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { numRuns: 5000, seed: 2 });
  let next = 0;
  const sample = () => random[next++ % random.length] ?? 0;
  const copies = (suffix: string) => calls.map((call) => ({ ...call, interactionId: call.interactionId + suffix }));
  const whole = () => undefined;
  const anywhere = (words: number) => (words > 1 ? 1 + Math.floor(sample() * (words - 1)) : undefined);
  await writeEntries(pipeline.redis.client, [
    ...copies('').flatMap((call) => entriesOf(call, beginMs, whole)),
    ...disordered(
      copies(' shuffled').flatMap((call) => entriesOf(call, beginMs, whole)),
      sample,
    ),
    ...copies(' cut').flatMap((call) => entriesOf(call, beginMs, anywhere)),
  ]);
  await expect.poll(() => segmentsLeft(pipeline.redis.client), { timeout: 240_000 }).toBe(0);
  // Nothing is judged until an ingest has listened past it, as this one does.
  await pipeline.startAnother('ingest');

  const deserved = ['', ' shuffled', ' cut'].flatMap((suffix) =>
    [...judged].map(([id, verdicts]) => [id + suffix, verdicts] as const),
  );
  await expect.poll(async () => (await readOutcomes(pipeline.redis.client)).size).toBe(deserved.length);
  const outcomes = await readOutcomes(pipeline.redis.client);
  const live = deserved.map(([id]) => {
    const { disclosures = {}, prohibited = [] } = outcomes.get(id) ?? {};
    const verdicts = Object.fromEntries(Object.entries(disclosures).map(([rule, { kind }]) => [rule, kind]));
    return [id, { disclosures: verdicts, prohibited: idsOf(prohibited) }];
  });
  expect(live).toEqual(deserved);
  const kinds = new Set(deserved.flatMap(([, { disclosures }]) => Object.values(disclosures)));
  expect([...kinds].sort()).toEqual(['late', 'missed', 'not_required', 'satisfied', 'unclear']);
});
