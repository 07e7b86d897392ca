import { emptyState, judge, judgementInMs, listenedFor, type Match, parseRuleFile, stateInMs } from '@cueline/rules';
import { parseDesktop, type StoredNearMiss, type StoredVerdict, toUs } from '@cueline/shared';
import { expect, test } from 'vitest';
import { type Explained, reasonLine, ruleReasons } from './rule-reason.js';

const source = `
version: 1
events:
  payment: { speaker: any, say: [take your payment] }
disclosures:
  - { id: notice, title: Recording notice, say: [this call is being recorded], due: 30s }
  - { id: total, title: Total cost, say: [the total cost is], after: payment, due: 10s }
  - { id: rate, title: Rate, say: [the annual rate is], when: { state: [CA] }, due: 20s }
  - { id: greeting, title: Greeting, say: [welcome to the bank], from: agent, due: 20s }
  - { id: terms, title: Terms, say: [the terms apply], due: 40s, cue: off }
prohibited:
  - { id: no_risk, title: No risk, say: [there is no risk] }
`;
const parsed = parseRuleFile(source, {
  file: 'rules.yaml',
  readFile: () => '',
  realPath: (path) => path,
});
if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
const { pack } = parsed;

const keyOf = (rule: string) => listenedFor(pack).find(({ id }) => id === rule)?.key ?? '';
const START = 1_000_000;
const NOTHING = parseDesktop(undefined);
const match = (key: string, atS: number, words: string): Match => ({
  key,
  from: [toUs(START + atS * 1000), toUs(START + atS * 1000), 0],
  to: [toUs(START + atS * 1000), toUs(START + atS * 1000), 3],
  heardAtUs: toUs(START + atS * 1000),
  segmentId: 's-7',
  words,
  confidence: 1,
});
const near: StoredNearMiss = {
  key: keyOf('notice'),
  phrase: 'this call is being recorded',
  closeness: 1,
  share: 1,
  reason: 'denied',
  lacked: [],
  words: 'not being recorded',
  segmentId: 's-2',
  heardAtMs: START + 12_000,
};

/** The reason shown for each rule, so many seconds into the call. */
function lines({
  atS,
  ended,
  matches = [],
  ...rest
}: { atS: number; ended?: true; matches?: Match[] } & Omit<Partial<Explained>, 'matches'>): string[] {
  const state = { ...emptyState(toUs(START)), matches };
  const judged = judge(pack, state, toUs(START + atS * 1000), ended === true ? 'heard' : undefined);
  const known = { judgement: judgementInMs(judged), matches: stateInMs(state).matches, startedAtMs: START };
  const explained = { pack, ...known, nearMisses: [], desktop: NOTHING, ...rest };
  return ruleReasons(explained).map(reasonLine);
}

test('for each rule its verdict is shown, and when it was due', () => {
  expect(lines({ atS: 35 })).toEqual([
    'notice "Recording notice": not said, owed since 0:30. Not cued.',
    'total "Total cost": not required: the event `payment` was not heard.',
    'rate "Rate": not required: the call is not one that has state CA.',
    'greeting "Greeting": not required: the agent was not heard.',
    'terms "Terms": not said yet, due by 0:40.',
  ]);
});

test('a disclosure that was said is shown with its words, time and segment', () => {
  const matches = [match(keyOf('notice'), 5, 'this call is being recorded'), match(keyOf('no_risk'), 8, 'no risk')];
  const shown = lines({ atS: 9, matches });
  expect(shown[0]).toBe('notice "Recording notice": said at 0:05: "this call is being recorded" (segment s-7).');
  expect(shown.at(-1)).toBe('no_risk "No risk": prohibited, and said: "no risk" at 0:08 (segment s-7). Not cued.');
});

test('a disclosure that was not said is shown with its near miss, and when the agent was cued', () => {
  const cue = { key: 'k', kind: 'missing' as const, items: ['notice'], open: true };
  const desktop = {
    ...NOTHING,
    cues: [
      { ...cue, postedAtMs: START + 30_000 },
      { ...cue, postedAtMs: START + 60_000, shadow: true as const },
    ],
  };
  expect(lines({ atS: 90, ended: true, nearMisses: [near], desktop })[0]).toBe(
    'notice "Recording notice": not said. Closest: "not being recorded" at 0:12 (segment s-2), denied. Cued 0:30. Would have been cued 1:00 (shadow).',
  );
});

test('a disclosure that was said with another value is shown with both values', () => {
  const apr = match('apr#0', 5, 'apr is 5.99 percent');
  const { matches: evidence } = stateInMs({ ...emptyState(toUs(START)), matches: [apr] });
  const values = [{ said: '5.99 %', offered: '6.99 %' }];
  const verdict = { kind: 'wrong' as const, saidAtMs: START + 5000, evidence, values };
  const judgement = { disclosures: { apr: verdict }, prohibited: [] };
  expect(lines({ atS: 35, judgement, pack: undefined })).toEqual([
    'apr: said with another value at 0:05 (said 5.99 %, offered 6.99 %): "apr is 5.99 percent" (segment s-7). Not cued.',
  ]);
});

test('a question is shown with what the customer answered, or by when that has to be', () => {
  const { matches: evidence } = stateInMs({ ...emptyState(toUs(START)), matches: [match('notice#0', 5, 'can we')] });
  const { matches: answers } = stateInMs({ ...emptyState(toUs(START)), matches: [match('answer', 8, 'no')] });
  const saidAtMs = START + 5000;
  const shown = (notice: StoredVerdict) => lines({ atS: 9, judgement: { disclosures: { notice }, prohibited: [] } })[0];
  const [answer] = answers;
  if (answer === undefined) throw new Error('no answer');
  expect(shown({ kind: 'declined', saidAtMs, evidence, answer })).toBe(
    'notice "Recording notice": said at 0:05, and the customer declined at 0:08: "no" (segment s-7). Not cued.',
  );
  expect(shown({ kind: 'unanswered', saidAtMs, dueAtMs: START + 25_000, evidence })).toContain(
    'said at 0:05, and the customer had not answered by 0:25: "can we"',
  );
  expect(shown({ kind: 'pending', saidAtMs, dueAtMs: START + 25_000 })).toContain(
    'said at 0:05, and the customer has until 0:25 to answer',
  );
});

test('what is owed anew is shown with the time that it is about', () => {
  const round = { number: 2, of: 3, beganAtMs: START + 60_000 };
  const judgement = { disclosures: { notice: { kind: 'missed' as const, round } }, prohibited: [] };
  expect(lines({ atS: 99, judgement })[0]).toBe(
    'notice "Recording notice": not said (time 2 of 3, since 1:00). Not cued.',
  );
});

test('one word of a phrase is no near miss worth showing, unless it was denied', () => {
  const shown = (nearMiss: Partial<StoredNearMiss>) =>
    lines({ atS: 90, ended: true, nearMisses: [{ ...near, ...nearMiss }] })[0];
  expect(shown({ words: 'recorded', reason: 'incomplete', lacked: ['call'] })).not.toContain('Closest');
  expect(shown({ words: 'recorded', reason: 'denied' })).toContain('Closest: "recorded"');
});

test('a disclosure that was not cued is shown with the reason, if it is known', () => {
  const noticeIn = (rest: Omit<Partial<Explained>, 'matches'>) => lines({ atS: 35, ...rest })[0];
  expect(noticeIn({ waitsForLook: true })).toContain('Not cued yet: it waits for a publisher.');
  expect(noticeIn({ desktop: { ...NOTHING, heldBack: ['notice'] } })).toContain('as many cues as the rules allow');
  expect(lines({ atS: 50 })[4]).toBe('terms "Terms": not said, owed since 0:40. Not cued: its rule says `cue: off`.');
});

test('an ended call still names the event, and without its rules each rule by its id', () => {
  const ended = { atS: 90, ended: true as const };
  const judged = lines({ ...ended });
  expect(judged[1]).toContain('the event `payment` was not heard');
  expect(lines({ ...ended, pack: undefined })[0]).toBe('notice: not said. Not cued.');
});
