import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { advance, type Known } from '../interaction/advance.js';
import type { HeardSegment } from '../interaction/interaction.js';
import { at, cutInTwo } from '../interaction/pack.fixture.js';
import { compilePack } from '../matching/compile-pack.js';
import { judge } from './judge.js';
import { replay } from './replay.js';

const source = `
version: 1
disclosures:
  - id: consent
    title: Consent to recording
    say: ["(may|can) we record this call", "we record this call is that okay"]
    answer: {within: 20s, yes: ["(yes|yeah|sure)", "~agree"], no: ["no", "i do not ~agree", "rather not"], except: ["no problem"]}
    due: 30s
`;
const parsed = parseRuleFile(source, { file: 'rules.yaml', readFile: () => '', realPath: (path) => path });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const compiled = compilePack(parsed.pack);

const says = (speaker: HeardSegment['speaker'], text: string, seconds: number): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker,
  text,
  heardAtUs: at(seconds),
  confidence: 1,
});
const asks = (seconds: number) => says('agent', 'we record this call is that okay', seconds);
const answers = (text: string, seconds: number) => says('customer', text, seconds);
const hear = (segments: readonly HeardSegment[], size = 1) => {
  let known: Known | undefined;
  for (let i = 0; i < segments.length; i += size) known = advance(known, segments.slice(i, i + size), compiled);
  return known;
};
const consentOf = (segments: readonly HeardSegment[], seconds?: number) => {
  const known = hear(segments);
  if (known === undefined) return undefined;
  const judged =
    seconds === undefined
      ? judge(compiled.pack, known.state, Infinity, 'heard')
      : judge(compiled.pack, known.state, at(seconds));
  return judged.disclosures['consent'];
};

describe('the answer of the customer', () => {
  test.each(['yes', 'yeah that is fine', 'sure go ahead', 'i agree', 'no problem yes'])('agrees: %s', (text) => {
    expect(consentOf([asks(5), answers(text, 8)])).toMatchObject({
      kind: 'satisfied',
      saidAtUs: at(5),
      evidence: [{ segmentId: 's5' }],
      answer: { segmentId: 's8' },
    });
  });
  test.each(['no', 'no i do not', 'i do not agree', 'i would rather not'])('declines: %s', (text) => {
    expect(consentOf([asks(5), answers(text, 8)])).toMatchObject({
      kind: 'declined',
      answer: { segmentId: 's8', heardAtUs: at(8) },
    });
  });

  test('is the last of those that were soon enough', () => {
    expect(consentOf([asks(5), answers('yes', 8), answers('wait no', 12)])?.kind).toBe('declined');
    const sure = says('agent', 'are you sure', 10);
    expect(consentOf([asks(5), answers('no', 8), sure, answers('yes', 12)])?.kind).toBe('satisfied');
    expect(consentOf([asks(5), answers('yes', 8), answers('no', 26)])?.kind).toBe('satisfied');
  });

  test('does not count if it came before the question, too late, or from the agent', () => {
    expect(consentOf([answers('yes', 2), asks(5)])?.kind).toBe('unanswered');
    expect(consentOf([asks(5), answers('yes', 25.001)])?.kind).toBe('unanswered');
    expect(consentOf([asks(5), says('agent', 'yes', 8)])?.kind).toBe('unanswered');
  });

  test('is awaited, and may be asked for again', () => {
    expect(consentOf([asks(5)], 25)).toEqual({ kind: 'pending', dueAtUs: at(25), saidAtUs: at(5) });
    expect(consentOf([asks(5)], 25.001)).toMatchObject({ kind: 'unanswered', dueAtUs: at(25) });
    expect(consentOf([asks(5), asks(40)], 50)).toMatchObject({ kind: 'pending', dueAtUs: at(60) });
    expect(consentOf([asks(5), asks(40), answers('yes', 45)])).toMatchObject({ kind: 'satisfied', saidAtUs: at(5) });
    expect(consentOf([asks(5), answers('no', 8), asks(40), answers('yes', 45)])?.kind).toBe('satisfied');
  });

  test('may have been given unheard', () => {
    const known = hear([asks(5)]);
    expect(known && judge(compiled.pack, known.state, Infinity, 'unheard').disclosures['consent']?.kind).toBe(
      'undecided',
    );
  });

  test('is kept however often the customer says yes', () => {
    const many = (from: number) => Array.from({ length: 10 }, (_, i) => answers('yes', from + i));
    expect(consentOf([...many(0), asks(20), ...many(80), asks(150), answers('yes', 152), ...many(200)])).toMatchObject({
      kind: 'satisfied',
      answer: { segmentId: 's152' },
    });
  });
});

test('the agent is cued when there is no answer in time, and at once when the customer declines', () => {
  const cuesOf = (...segments: HeardSegment[]) => {
    const options = { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 };
    const { cues } = replay(compiled, { segments, endedAtUs: at(100) }, options);
    return cues.map(({ atUs, cue }) => [(atUs - at(0)) / 1_000_000, cue.kind, ...cue.items]);
  };
  expect(cuesOf(asks(5), answers('yes', 8))).toEqual([]);
  expect(cuesOf(asks(5))).toEqual([[25, 'unanswered', 'consent']]);
  expect(cuesOf(asks(5), answers('no', 8))).toEqual([[8, 'declined', 'consent']]);
  expect(cuesOf(answers('hello', 0), asks(40), answers('well', 70))).toEqual([
    [30, 'missing', 'consent'],
    [60, 'unanswered', 'consent'],
  ]);
});

describe('an answer depends only on what was said', () => {
  const call = fc
    .array(
      fc.record({
        text: fc.constantFrom(
          'may we record this call',
          'we record this call is that okay',
          'yes',
          'no',
          'i do not agree',
          'okay',
        ),
        speaker: fc.constantFrom('agent' as const, 'customer' as const),
        gap: fc.integer({ min: 1, max: 12 }),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((utterances) => {
      let seconds = 0;
      return utterances.map(({ text, speaker, gap }) => says(speaker, text, (seconds += gap + 0.37)));
    });
  const kindsOf = (segments: readonly HeardSegment[], size = 1) => {
    const known = hear(segments, size);
    if (known === undefined) return [];
    const judged = [judge(compiled.pack, known.state, at(500)), judge(compiled.pack, known.state, Infinity, 'heard')];
    return judged.map(({ disclosures }) => disclosures['consent']?.kind);
  };

  test('the order of segments within the tail, their repetition and the size of batches change nothing', () => {
    const late = fc.array(fc.integer({ min: 0, max: 29_000_000 }), { minLength: 28, maxLength: 28 });
    fc.assert(
      fc.property(call, late, fc.integer({ min: 1, max: 14 }), (segments, delays, size) => {
        const arrivals = [...segments, ...segments].map(
          (segment, i) => [segment, segment.heardAtUs + (delays[i] ?? 0)] as const,
        );
        const delivered = arrivals.toSorted((a, b) => a[1] - b[1]).map(([segment]) => segment);
        expect(kindsOf(delivered, size)).toEqual(kindsOf(segments));
      }),
    );
  });

  test('cutting an utterance in two at any word changes nothing', () => {
    fc.assert(
      fc.property(call, fc.nat(), fc.nat(), (segments, which, where) => {
        expect(kindsOf(cutInTwo(segments, which, where))).toEqual(kindsOf(segments));
      }),
    );
  });
});
