import {
  compilePack,
  judge,
  judgementInMs,
  parseRuleFile,
  advance,
  type HeardSegment,
  type Known,
} from '@cueline/rules';
import { Outcome } from '@cueline/shared';
import { expect, test } from 'vitest';

const source = `
version: 1
disclosures:
  - {id: apr, title: APR, say: ["apr is {percent as apr}"], equals: {apr: offered}, due: 30s}
  - {id: name, title: Name, say: ["my name is ann"], again: {attribute: agent}, due: 30s}
  - {id: late, title: Late, say: ["better late"], due: 5s}
  - {id: missed, title: Missed, say: ["never said"], due: 5s}
  - {id: agreed, title: Agreed, say: ["is that okay"], answer: {within: 20s, yes: ["yes"], no: ["no way"]}}
  - {id: declined, title: Declined, say: ["do you want this"], answer: {within: 20s, yes: ["of course"], no: ["no"]}}
  - {id: unanswered, title: Unanswered, say: ["do you hear me"], answer: {within: 20s, yes: ["i do"], no: ["i do not"]}}
`;
const parsed = parseRuleFile(source, { file: 'rules.yaml', readFile: () => '', realPath: (path) => path });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const compiled = compilePack(parsed.pack);

const LINES: readonly (readonly [speaker: HeardSegment['speaker'], text: string, agent?: string])[] = [
  ['agent', 'my name is ann and the apr is 5.99 percent'],
  ['agent', 'is that okay'],
  ['customer', 'yes'],
  ['agent', 'do you want this'],
  ['customer', 'no'],
  ['agent', 'better late', 'bob'],
  ['agent', 'do you hear me', 'bob'],
];

test('every kind of verdict is stored so that it is read as it was written', () => {
  const segments = LINES.map(([speaker, text, agent = 'ann'], i): HeardSegment => ({
    segmentId: `s${i}`,
    speaker,
    text,
    heardAtUs: 1_764_000_000_000_001 + i * 2_000_000,
    confidence: 1,
    attributes: { offered: '6.99', agent },
  }));
  const known = segments.reduce<Known | undefined>((so, segment) => advance(so, [segment], compiled), undefined);
  if (known === undefined) throw new Error('nothing was heard');
  const last = 1_764_000_000_000_001 + 13_000_000;
  for (const judgement of [
    judge(compiled.pack, known.state, last),
    judge(compiled.pack, known.state, Infinity, 'heard'),
  ]) {
    const { disclosures } = judgementInMs(judgement);
    expect(Outcome.shape.disclosures.parse(JSON.parse(JSON.stringify(disclosures)))).toEqual(disclosures);
  }
  const { disclosures } = judge(compiled.pack, known.state, Infinity, 'heard');
  expect(Object.fromEntries(Object.entries(disclosures).map(([id, { kind }]) => [id, kind]))).toEqual({
    apr: 'wrong',
    name: 'missed',
    late: 'late',
    missed: 'missed',
    agreed: 'satisfied',
    declined: 'declined',
    unanswered: 'unanswered',
  });
  expect(judgementInMs(judge(compiled.pack, known.state, Infinity, 'heard')).disclosures['late']).toMatchObject({
    saidAtMs: 1_764_000_010_000.001,
    dueAtMs: 1_764_000_005_000.001,
  });
});
