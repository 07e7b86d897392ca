import { expect, test } from 'vitest';
import { Pack, type Sayable } from '../pack/pack.js';
import type { Match } from '../interaction/interaction.js';
import { findNotices, findRefusedCues, type NoticeContext } from './find-notices.js';
import type { Judgement } from './verdict.js';

const sayable: Sayable = { speaker: 'agent', say: [{ phrase: 'words', tolerance: 'exact' }], except: [] };
const examples = { said: [], notSaid: [] };
const pack = Pack.parse({
  version: 1,
  locale: 'en-US',
  fillers: [],
  expansions: {},
  events: {},
  disclosures: ['notice', 'fee'].map((id) => ({
    id,
    title: `The ${id}`,
    elements: [sayable],
    need: 1,
    sinceAfter: false,
    dueMs: 1000,
    cue: { priority: 'high' },
    examples,
  })),
  prohibited: [{ id: 'promise', title: 'A promise', ...sayable, cue: 'off', examples }],
  limits: { cuesPerInteraction: 12, quietMs: 0 },
} satisfies Pack);

const context: NoticeContext = {
  interactionId: 'c-1',
  reuse: 0,
  state: {
    firstHeardAtUs: 1_000_000,
    lastHeardAtUs: 9_000_000,
    attributes: {
      skill: [
        [1_000_000, 'sales'],
        [2_000_000, 'loans'],
      ],
      card: [[1_000_000, '4111 1111 1111 1111']],
    },
    matches: [],
  },
  pack,
  digest: 'p',
  isFinal: true,
};
const match = (heardAtUs: number, words: string): Match => ({
  key: 'k',
  from: [0, 0, 0],
  to: [0, 0, 1],
  heardAtUs,
  segmentId: 's',
  words,
  confidence: 1,
});
const nothing: Judgement = { disclosures: {}, prohibited: [] };

test('each prohibited phrase is told once in a call, with the words that were heard first and attributes masked', () => {
  const prohibited = [match(3_000_500, 'first'), match(4_000_000, 'again')].map((one) => ({
    id: 'promise',
    match: one,
  }));
  const found = findNotices(context, { ...nothing, prohibited });
  expect(found).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      kind: 'prohibited',
      interactionId: 'c-1',
      atMs: 3000,
      rules: [{ id: 'promise', title: 'A promise' }],
      attributes: { skill: 'loans', card: '[number]' },
      words: ['first'],
      pack: 'p',
      isFinal: true,
    },
  ]);
  // what is heard later, or found again, changes no id
  expect(findNotices(context, { ...nothing, prohibited: prohibited.slice(1) })[0]?.id).toBe(found[0]?.id);
  expect(findNotices({ ...context, reuse: 1 }, { ...nothing, prohibited })[0]?.id).not.toBe(found[0]?.id);
});

test('what was missed and what was declined are notices of their own; all that was not heard is one', () => {
  const declined: Judgement['disclosures'][string] = {
    kind: 'declined',
    saidAtUs: 2_000_000,
    evidence: [match(2_000_000, 'may I')],
    answer: match(5_000_000, 'no'),
  };
  const kinds = (disclosures: Judgement['disclosures']) =>
    findNotices(context, { ...nothing, disclosures }).map(({ kind, rules, atMs, words }) => [
      kind,
      rules.map(({ id }) => id),
      atMs,
      words,
    ]);
  expect(kinds({ notice: { kind: 'missed' }, fee: declined })).toEqual([
    ['missed', ['notice'], 9000, []],
    ['declined', ['fee'], 5000, ['may I', 'no']],
  ]);
  expect(kinds({ notice: { kind: 'undecided' }, fee: { kind: 'undecided' } })).toEqual([
    ['not-heard', ['notice', 'fee'], 9000, []],
  ]);
  expect(kinds({ notice: { kind: 'due', dueAtUs: 1 }, fee: { kind: 'not_required' } })).toEqual([]);
});

test('a refused cue is told once for each outlet, however often it is refused', () => {
  const refused = (times: number) => ({
    cues: [],
    stale: [],
    heldBack: [],
    refused: [{ kind: 'missing' as const, items: ['fee'], status: 422, body: '', atUs: 7_000_000 + times, times }],
  });
  const tried = (times: number) =>
    findRefusedCues(context, {
      ...refused(times),
      refused: refused(times).refused.map((cue) => ({ ...cue, retryAtUs: 9e9 })),
    });
  expect([tried(1), tried(2)]).toMatchObject([[], [{ kind: 'cue-refused' }]]); // the first refusal may be over at the next try
  const [once] = findRefusedCues(context, refused(1));
  expect(once).toMatchObject({ kind: 'cue-refused', status: 422, rules: [{ id: 'fee', title: 'The fee' }] });
  expect(findRefusedCues(context, refused(2))[0]?.id).toBe(once?.id);
  const [other] = findRefusedCues(context, refused(1), 'notes');
  expect(other).toMatchObject({ outlet: 'notes' });
  expect(other?.id).not.toBe(once?.id);
});
