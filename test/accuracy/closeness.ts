import { readFileSync } from 'node:fs';
import {
  advance,
  emptyState,
  EMPTY_TAIL,
  findOwedNearMisses,
  findUnclear,
  judge,
  type CompiledPack,
  type Known,
} from '@cueline/rules';
import { z } from 'zod';
import { readShippedPack } from './labelled.js';

const HELP = `npm run accuracy:closeness -- FILE

Prints for each closeness how many disclosures of labelled sentences would be unclear. FILE holds JSON: a list of
{pack, rule, kind: said | not_said, segments: [{speaker, text}]}; items of another kind of rule are passed over.`;

const Labelled = z.array(
  z.object({
    pack: z.string(),
    rule: z.string(),
    kind: z.enum(['said', 'not_said']),
    event: z.string().optional(),
    segments: z.array(z.object({ speaker: z.enum(['agent', 'customer', 'other']), text: z.string() })),
  }),
);
type Labelled = z.infer<typeof Labelled>[number];

const CLOSENESSES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

const compiledPacks = new Map<string, CompiledPack>();

function packOf(name: string): CompiledPack {
  const compiled = compiledPacks.get(name) ?? readShippedPack(name);
  compiledPacks.set(name, compiled);
  return compiled;
}

/** A sentence whose disclosure was not found, and by closeness whether it is unclear. */
function unclearAt({ pack: name, rule, kind, segments }: Labelled) {
  const compiled = packOf(name);
  const disclosure = compiled.pack.disclosures.find(({ id }) => id === rule);
  if (disclosure === undefined) return [];
  let known: Known = { state: emptyState(0), tail: EMPTY_TAIL };
  for (const [index, segment] of segments.entries()) {
    const atUs = index * 3_000_000;
    known = advance(
      known,
      [{ ...segment, segmentId: `${index}`, heardAtUs: atUs, startUs: atUs, confidence: 1 }],
      compiled,
    );
  }
  // what hangs on an event or an attribute is owed here, too
  const pack = {
    ...compiled.pack,
    disclosures: [{ ...disclosure, after: undefined, before: undefined, when: undefined }],
  };
  const judgement = judge(pack, known.state, Infinity, 'heard');
  if (judgement.disclosures[rule]?.kind !== 'missed') return [];
  const nearMisses = findOwedNearMisses({ ...compiled, pack }, known, { judgement, verdicts: ['missed'], kept: [] });
  const isUnclear = (closeness: number) => {
    const disclosures = [{ ...disclosure, unclear: { closeness, cue: 'soft' as const } }];
    return rule in findUnclear({ ...pack, disclosures }, known.state, nearMisses);
  };
  return [{ kind, unclear: CLOSENESSES.map(isUnclear) }];
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stdout.write(`${HELP}\n`);
  process.exitCode = 64;
} else {
  const items = Labelled.parse(JSON.parse(readFileSync(file, 'utf8')));
  const missed = items.filter(({ event }) => event === undefined).flatMap(unclearAt);
  const cell = (index: number, kind: Labelled['kind']) => {
    const of = missed.filter((item) => item.kind === kind);
    return `${of.filter(({ unclear }) => unclear[index]).length} of ${of.length}`.padStart(18);
  };
  process.stdout.write(`closeness  said, not found  not said\n`);
  for (const [index, closeness] of CLOSENESSES.entries())
    process.stdout.write(`${String(closeness).padStart(9)}${cell(index, 'said')}${cell(index, 'not_said')}\n`);
}
