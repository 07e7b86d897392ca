import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { advance, type Known } from '../interaction/advance.js';
import type { HeardSegment } from '../interaction/interaction.js';
import { at, cutInTwo } from '../interaction/pack.fixture.js';
import { compilePack } from '../matching/compile-pack.js';
import { judge } from './judge.js';
import { replay } from './replay.js';
import type { Verdict } from './verdict.js';

const source = `
version: 1
expansions: {rate: "(apr|annual percentage rate) (is|of) {percent as apr}"}
disclosures:
  - {id: apr, title: APR, say: ["<rate>", {phrase: "la tasa es {percent as apr}", locale: es-US}], equals: {apr: offered_apr}, due: 30s}
  - id: terms
    title: Terms
    elements:
      - {title: fee, say: ["fee (is|of) {money as fee}"]}
      - {title: term, say: ["for {number as term} months", "as long as you like"]}
    equals: {fee: offered_fee, term: offered_term}
    due: 60s
    cue: {priority: critical}
`;
const parsed = parseRuleFile(source, { file: 'rules.yaml', readFile: () => '', realPath: (path) => path });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const compiled = compilePack(parsed.pack);
const offer = { offered_apr: '6.99', offered_fee: '$1,200', offered_term: '24' };

const says = (text: string, seconds: number, attributes: Record<string, string> | undefined = offer): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker: 'agent',
  text,
  heardAtUs: at(seconds),
  confidence: 1,
  attributes,
});
const hear = (segments: readonly HeardSegment[]): Known | undefined =>
  segments.reduce<Known | undefined>((known, segment) => advance(known, [segment], compiled), undefined);
const verdictsOf = (segments: readonly HeardSegment[], seconds = 50): Record<string, Verdict> => {
  const known = hear(segments);
  return known === undefined ? {} : { ...judge(compiled.pack, known.state, at(seconds)).disclosures };
};
const aprOf = (...segments: HeardSegment[]) => verdictsOf(segments)['apr'];

describe('a value that has to equal an attribute', () => {
  test.each(['6.99%', 'six point nine nine percent', 'six ninety nine percent', '5.99 no wait 6.99 percent'])(
    'is right as `%s`',
    (value) => expect(aprOf(says(`the apr is ${value}`, 5))?.kind).toBe('satisfied'),
  );

  test('is wrong with another value, until the right one is said', () => {
    const wrong = says('the apr is 5.99 percent', 5);
    expect(aprOf(wrong)).toMatchObject({
      kind: 'wrong',
      saidAtUs: at(5),
      evidence: [{ words: 'apr is 5.99 percent' }],
      values: [{ said: '5.99 %', offered: '6.99 %' }],
    });
    expect(aprOf(wrong, says('sorry the apr is 6.99 percent', 20))?.kind).toBe('satisfied');
    expect(aprOf(wrong, says('sorry the apr is 6.99 percent', 40))?.kind).toBe('late');
  });

  test('is read in the language of its phrase', () => {
    expect(aprOf(says('la tasa es seis punto nueve nueve por ciento', 5))?.kind).toBe('satisfied');
    expect(aprOf(says('la tasa es cinco punto nueve nueve por ciento', 5))).toMatchObject({
      kind: 'wrong',
      values: [{ said: '5.99 %', offered: '6.99 %' }],
    });
  });

  test('is not wrong if the attribute is not known, or is no value', () => {
    expect(aprOf(says('the apr is 5.99 percent', 5, {}))?.kind).toBe('satisfied');
    expect(aprOf(says('the apr is 5.99 percent', 5, { offered_apr: 'to be agreed' }))?.kind).toBe('satisfied');
  });

  test('is compared with what the attribute was when it was said, or with what was heard of it first', () => {
    const said = says('the apr is 5.99 percent', 5, { offered_apr: '5.99' });
    expect(aprOf(said, says('well', 9, { offered_apr: '4.99' }))?.kind).toBe('satisfied');
    expect(aprOf({ ...said, attributes: {} }, says('well', 9, { offered_apr: '4.99' }))?.kind).toBe('wrong');
  });

  test('of several parts each is compared, and a phrase without a value counts', () => {
    const kind = (...texts: string[]) => verdictsOf(texts.map((text, i) => says(text, i + 1)))['terms'];
    expect(kind('a fee of 1200 dollars', 'for 24 months')?.kind).toBe('satisfied');
    expect(kind('a fee of 1200 dollars', 'as long as you like')?.kind).toBe('satisfied');
    expect(kind('a fee of 1100 dollars', 'for 24 months')).toMatchObject({
      values: [{ said: '$1,100', offered: '$1,200' }],
    });
    expect(kind('a fee of 1200 dollars', 'for 36 months')).toMatchObject({ values: [{ said: '36', offered: '24' }] });
  });
});

test('a wrong value is cued at once, though its disclosure is not due yet, and again only for another reason', () => {
  const segments = [says('hello', 0), says('the apr is 5.99 percent', 5), says('the apr is 4.99 percent', 12)];
  const { cues, judgement } = replay(
    compiled,
    { segments, endedAtUs: at(50) },
    { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 },
  );
  expect(cues.map(({ atUs, cue }) => [atUs, cue.kind, ...cue.items])).toEqual([[at(5), 'wrong', 'apr']]);
  expect(cues[0]?.cue.values).toEqual([{ said: '5.99 %', offered: '6.99 %' }]);
  expect(judgement.disclosures['apr']).toMatchObject({ kind: 'wrong', values: [{ said: '4.99 %' }] });
});

describe('what is wrong depends only on what was said', () => {
  const texts = [
    'the apr is five point nine nine percent',
    'so the um apr is 6.99 percent',
    'the apr is 4.99 no wait 5.99 percent',
    'a fee of eleven hundred dollars for 24 months',
    'a fee of 1200 dollars for thirty six months',
    'okay',
  ];
  const call = fc
    .array(fc.record({ text: fc.constantFrom(...texts), offered: fc.constantFrom(undefined, '5.99', '6.99') }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((said) =>
      said.map(({ text, offered }, i) =>
        says(text, i + 1, offered === undefined ? {} : { ...offer, offered_apr: offered }),
      ),
    );
  /** Without where it was said, which is another segment if it was cut. */
  const judged = (segments: readonly HeardSegment[]) =>
    Object.values(verdictsOf(segments)).map((verdict) => [verdict.kind, 'values' in verdict && verdict.values]);

  test('the order and the repetition of segments change nothing', () => {
    const shuffled = call.chain((segments) =>
      fc.tuple(
        fc.constant(segments),
        fc.shuffledSubarray([...segments, ...segments], { minLength: 2 * segments.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([segments, other]) => {
        expect(judged(other)).toEqual(judged(segments));
      }),
    );
  });

  test('cutting an utterance in two at any word changes nothing', () => {
    fc.assert(
      fc.property(call, fc.nat(), fc.nat(), (segments, which, where) => {
        const cut = cutInTwo(segments, which, where);
        expect(judged(cut)).toEqual(judged(segments));
      }),
    );
  });
});
