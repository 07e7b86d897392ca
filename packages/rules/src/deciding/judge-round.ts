import { toUs } from '@cueline/shared/time';
import { judgeAnswer } from './answers.js';
import type { Judged, OwedDisclosure } from './judged.js';
import type { Match } from '../interaction/interaction.js';
import { comparePlaces } from '../interaction/place.js';
import { elementKey, eventKey } from '../pack/sayables.js';
import type { Round } from './rounds.js';
import type { Verdict, WrongValue } from './verdict.js';
import { wrongValues } from './wrong-values.js';

/** When a disclosure is owed in a round. */
export interface RoundDue {
  /** By its `due`; Infinity if it has none. */
  readonly timedUs: number;
  /** The event before which it has to be said. */
  readonly before: Match | undefined;
  /** The earlier of both. */
  readonly dueAtUs: number;
}

/** Works out when a disclosure is owed in a round. */
export function dueIn({ state, said }: Judged, { disclosure, after }: OwedDisclosure, { start, has }: Round): RoundDue {
  const isBefore = (match: Match) => isAfter(after, match) && has(match);
  const before = disclosure.before === undefined ? undefined : said(eventKey(disclosure.before)).find(isBefore);
  const beganAtUs = start?.atUs ?? (disclosure.from === 'agent' ? state.agentHeardAtUs : after?.heardAtUs);
  const timedUs =
    disclosure.dueMs === undefined ? Infinity : (beganAtUs ?? state.firstHeardAtUs) + toUs(disclosure.dueMs);
  return { timedUs, before, dueAtUs: Math.min(timedUs, before?.heardAtUs ?? Infinity) };
}

/** Judges what was said in a round, by when it is owed in it. */
export function judgeRound(
  judged: Judged,
  owed: OwedDisclosure,
  round: Round,
  { timedUs, before, dueAtUs }: RoundDue,
): Verdict {
  const { disclosure } = owed;
  const { firsts, right, wrong } = saidIn(judged, owed, round);
  if (firsts.length >= disclosure.need) {
    const elements = firsts.sort((a, b) => comparePlaces(a.to, b.to)).slice(0, disclosure.need);
    const completedAt = elements.at(-1)?.to ?? [0, 0, 0];
    const saidAtUs = Math.max(...elements.map((match) => match.heardAtUs));
    const inTime = saidAtUs <= timedUs && (before === undefined || comparePlaces(completedAt, before.to) < 0);
    return judgeAnswer(
      inTime
        ? { kind: 'satisfied', saidAtUs, evidence: elements }
        : { kind: 'late', saidAtUs, dueAtUs, evidence: elements },
      right.filter((match) => comparePlaces(match.to, completedAt) >= 0),
      disclosure,
      judged,
    );
  }
  if (wrong !== undefined) {
    return { kind: 'wrong', saidAtUs: wrong.match.heardAtUs, evidence: [wrong.match], values: wrong.values };
  }
  const { watermarkUs, ending } = judged;
  if (ending === 'unheard' || (ending === undefined && mayBeSaidUnheard(judged, owed, round)))
    return { kind: 'undecided' };
  // What has to be said before an event only is not owed if the event never came.
  const isOwed = dueAtUs < Infinity || disclosure.before === undefined;
  if (ending === 'heard' && !isOwed) return { kind: 'not_required' };
  if (dueAtUs === Infinity) return { kind: ending === 'heard' ? 'missed' : 'pending' };
  if (ending === 'heard') return { kind: 'missed', dueAtUs };
  return { kind: watermarkUs > dueAtUs ? 'due' : 'pending', dueAtUs };
}

/** Whether it may have been said when the call began, and nobody heard that. */
const mayBeSaidUnheard = ({ state }: Judged, { disclosure, after }: OwedDisclosure, { start }: Round): boolean =>
  state.unheard === 'opening' && start === undefined && (after === undefined || !disclosure.sinceAfter);

/** What was said of a disclosure in a round. Loops, since all disclosures are judged with most segments. */
function saidIn({ pack, state, said }: Judged, { disclosure, after }: OwedDisclosure, round: Round) {
  /** The first of each element, and all, with the right values. */
  const firsts: Match[] = [];
  const right: Match[] = [];
  /** The last with another value. */
  let wrong: { match: Match; values: WrongValue[] } | undefined;
  for (const [index, element] of disclosure.elements.entries()) {
    let isFirst = true;
    for (const match of said(elementKey(disclosure.id, index))) {
      if (!round.has(match) || (disclosure.sinceAfter && !isAfter(after, match))) continue;
      const values = element.equals === undefined ? [] : wrongValues(element.equals, match, state, pack);
      if (values.length > 0) {
        if (wrong === undefined || comparePlaces(match.to, wrong.match.to) >= 0) wrong = { match, values };
        continue;
      }
      if (isFirst) firsts.push(match);
      isFirst = false;
      right.push(match);
    }
  }
  return { firsts, right, wrong };
}

const isAfter = (after: Match | undefined, match: Match): boolean =>
  after === undefined || comparePlaces(match.from, after.to) > 0;
