import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRuleFile } from '../checks/parse-rule-file.js';
import { advance, type Known } from '../interaction/advance.js';
import type { HeardSegment } from '../interaction/interaction.js';
import { at, cutInTwo, disclosure, heard, packOf, said } from '../interaction/pack.fixture.js';
import { compilePack } from '../matching/compile-pack.js';
import { EMPTY_DESKTOP } from './desktop.js';
import { judge } from './judge.js';
import { afterPost, nextReminderAtUs, reconcile } from './reconcile.js';
import { replay } from './replay.js';

const source = `
version: 1
events:
  transfer: {say: ["~transfer you"]}
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 30s, again: transfer}
  - {id: greeting, title: Greeting, say: ["my name is ...3 from the bank"], due: 20s, again: {attribute: agent}}
`;
const parsed = parseRuleFile(source, { file: 'rules.yaml', readFile: () => '', realPath: (path) => path });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const compiled = compilePack(parsed.pack);

const says = (text: string, seconds: number, agent = 'ann'): HeardSegment => ({
  segmentId: `s${seconds}`,
  speaker: 'agent',
  text,
  heardAtUs: at(seconds),
  confidence: 1,
  attributes: { agent },
});
const NOTICE = 'this call is recorded';
const NAME = 'my name is ann from the bank';
const TRANSFER = 'let me transfer you';
const options = { cueMaxAgeUs: 120_000_000, idleTimeoutUs: 900_000_000 };
const replayed = (...segments: HeardSegment[]) => {
  const { judgement, cues } = replay(compiled, { segments, endedAtUs: at(200) }, options);
  return {
    notice: judgement.disclosures['notice'],
    greeting: judgement.disclosures['greeting'],
    cues: cues.map(({ atUs, cue }) => [(atUs - at(0)) / 1_000_000, ...cue.items]),
  };
};

describe('what is owed anew after an event', () => {
  test('is owed its time after the event, though it was said before', () => {
    const { notice, cues } = replayed(says(`${NAME} ${NOTICE}`, 5), says(TRANSFER, 60));
    expect(notice).toMatchObject({ kind: 'missed', round: { number: 2, of: 2, beganAtUs: at(60) } });
    expect(cues).toEqual([[90, 'notice']]);
  });

  test('is satisfied if it was said each time, and as bad as the worst time', () => {
    const twice = replayed(says(`${NAME} ${NOTICE}`, 5), says(TRANSFER, 60), says(NOTICE, 70));
    expect(twice.notice).toMatchObject({ kind: 'satisfied', saidAtUs: at(70), round: { number: 2 } });
    const late = replayed(says(NAME, 5), says(NOTICE, 40), says(TRANSFER, 60), says(NOTICE, 70));
    expect(late.notice).toMatchObject({ kind: 'late', saidAtUs: at(40), round: { number: 1, of: 2 } });
    const missed = replayed(says(NAME, 5), says(TRANSFER, 60), says(NOTICE, 70));
    expect(missed.notice).toMatchObject({ kind: 'missed', round: { number: 1, of: 2 } });
    expect(missed.cues).toEqual([[35, 'notice']]);
  });

  test('is cued again, though the cue of the time before is still up', () => {
    const { cues } = replayed(says(NAME, 0), says(TRANSFER, 60));
    expect(cues).toEqual([
      [30, 'notice'],
      [90, 'notice'],
    ]);
  });

  test('is owed this time only if the event comes again before it was due', () => {
    const { notice, cues } = replayed(says(NAME, 0), says(TRANSFER, 10), says(TRANSFER, 20), says(NOTICE, 40));
    expect(notice).toMatchObject({ kind: 'satisfied', round: { number: 3, of: 3 } });
    expect(cues).toEqual([]);
  });
});

describe('what is owed anew when an attribute changes', () => {
  test('is owed by the next agent, and its first value is no change', () => {
    const greet = says(`${NAME} ${NOTICE}`, 5);
    expect(replayed(greet, says('well', 60)).greeting).toMatchObject({ kind: 'satisfied' });
    const { greeting, cues } = replayed(greet, says('well', 60, 'bob'));
    expect(greeting).toMatchObject({ kind: 'missed', round: { number: 2, of: 2, beganAtUs: at(60) } });
    expect(cues).toEqual([[80, 'greeting']]);
  });

  test('may be said in the very segment that brings the other value', () => {
    const { greeting } = replayed(says(NAME, 5), says(NAME, 60, 'bob'));
    expect(greeting).toMatchObject({ kind: 'satisfied', saidAtUs: at(60) });
  });
});

test('cues and reminders of the time before do not count this time', () => {
  const rule = disclosure('x', { dueMs: 30_000, again: { event: 'e' }, remind: { everyMs: 10_000, max: 1 } });
  const pack = packOf({ disclosures: [rule], limits: { cuesPerInteraction: 12, quietMs: 0 } });
  const judgement = judge(pack, heard([said('event:e', 60)]), at(91));
  const before = afterPost(EMPTY_DESKTOP, { kind: 'missing', items: ['x'] }, { key: 'k', cueId: 'c', nowUs: at(31) });
  const context = { pack, judgement, ended: false, nowUs: at(91), heardAtUs: at(60), cueMaxAgeUs: 1, resolve: true };
  expect(reconcile({ ...context, desktop: before }).action).toMatchObject({ kind: 'post', cue: { items: ['x'] } });
  expect(nextReminderAtUs(pack, judgement, before)).toBeUndefined();
  const now = afterPost(before, { kind: 'missing', items: ['x'] }, { key: 'k2', cueId: 'c2', nowUs: at(91) });
  expect(nextReminderAtUs(pack, judgement, now)).toBe(at(101));
  expect(reconcile({ ...context, desktop: now }).action).toEqual({ kind: 'resolve', key: 'k', cueId: 'c' });
});

test('what was said after one of many transfers is kept', () => {
  const filler = (from: number) => Array.from({ length: 6 }, (_, i) => says(NOTICE, from + i));
  const segments = [0, 100, 200, 300, 400].flatMap((from) => [...filler(from), says(TRANSFER, from + 90)]);
  const known = [...segments, ...filler(500)].reduce<Known | undefined>(
    (so, segment) => advance(so, [segment], compiled),
    undefined,
  );
  expect(known && judge(compiled.pack, known.state, Infinity, 'heard').disclosures['notice']).toMatchObject({
    kind: 'satisfied',
    round: { number: 6, of: 6 },
  });
});

describe('what is owed anew depends only on what was said', () => {
  const call = fc
    .array(
      fc.record({
        text: fc.constantFrom(NOTICE, NAME, TRANSFER, `so ${TRANSFER} okay ${NOTICE}`, 'okay'),
        agent: fc.constantFrom('ann', 'bob'),
        gap: fc.integer({ min: 1, max: 25 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((utterances) => {
      let seconds = 0;
      return utterances.map(({ text, agent, gap }) => says(text, (seconds += gap + 0.37), agent));
    });
  const verdictsOf = (segments: readonly HeardSegment[], size = 1) => {
    let known: Known | undefined;
    for (let i = 0; i < segments.length; i += size) known = advance(known, segments.slice(i, i + size), compiled);
    if (known === undefined) return [];
    const judged = [judge(compiled.pack, known.state, at(500)), judge(compiled.pack, known.state, Infinity, 'heard')];
    return judged.flatMap(({ disclosures }) =>
      Object.values(disclosures).map(({ kind, round }) => [kind, round] as const),
    );
  };

  test('the order of segments within the tail, their repetition and the size of batches change nothing', () => {
    const late = fc.array(fc.integer({ min: 0, max: 29_000_000 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(call, late, fc.integer({ min: 1, max: 12 }), (segments, delays, size) => {
        const arrivals = [...segments, ...segments].map(
          (segment, i) => [segment, segment.heardAtUs + (delays[i] ?? 0)] as const,
        );
        const delivered = arrivals.toSorted((a, b) => a[1] - b[1]).map(([segment]) => segment);
        expect(verdictsOf(delivered, size)).toEqual(verdictsOf(segments));
      }),
    );
  });

  test('cutting an utterance in two at any word changes nothing', () => {
    fc.assert(
      fc.property(call, fc.nat(), fc.nat(), (segments, which, where) => {
        const cut = cutInTwo(segments, which, where);
        const numbers = (spoken: readonly HeardSegment[]) =>
          verdictsOf(spoken).map(([kind, round]) => [kind, round?.number, round?.of]);
        expect(numbers(cut)).toEqual(numbers(segments));
      }),
    );
  });
});
