import { toUs } from '@cueline/shared/time';
import { judgeAnswer } from './answers.js';
import type { Judged } from './judged.js';
import type { Match } from '../interaction/interaction.js';
import { comparePlaces } from '../interaction/place.js';
import { elementKey, eventKey } from '../pack/sayables.js';
import type { Round } from './rounds.js';
import type { Verdict } from './verdict.js';
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

export function dueIn({ disclosure, state, said, after }: Judged, { start, has }: Round): RoundDue {
  const isAfter = (match: Match) => after === undefined || comparePlaces(match.from, after.to) > 0;
  const isBefore = (match: Match) => isAfter(match) && has(match);
  const before = disclosure.before === undefined ? undefined : said(eventKey(disclosure.before)).find(isBefore);
  const beganAtUs = start?.atUs ?? (disclosure.from === 'agent' ? state.agentHeardAtUs : after?.heardAtUs);
  const timedUs =
    disclosure.dueMs === undefined ? Infinity : (beganAtUs ?? state.firstHeardAtUs) + toUs(disclosure.dueMs);
  return { timedUs, before, dueAtUs: Math.min(timedUs, before?.heardAtUs ?? Infinity) };
}

/** Judges what was said in a round, by when it is owed in it. */
export function judgeRound(judged: Judged, round: Round, { timedUs, before, dueAtUs }: RoundDue): Verdict {
  const { pack, disclosure, state, said, after, watermarkUs, ending } = judged;
  const counts = (match: Match) =>
    round.has(match) && (!disclosure.sinceAfter || after === undefined || comparePlaces(match.from, after.to) > 0);
  const heard = disclosure.elements.map((element, index) =>
    said(elementKey(disclosure.id, index))
      .filter(counts)
      .map((match) => ({ match, values: wrongValues(element, match, state, pack) })),
  );
  const right = heard.map((matches) => matches.flatMap(({ match, values }) => (values.length === 0 ? match : [])));
  const elements = right
    .flatMap(([first]) => first ?? [])
    .sort((a, b) => comparePlaces(a.to, b.to))
    .slice(0, disclosure.need);
  const completing = elements.at(-1);
  if (completing !== undefined && elements.length === disclosure.need) {
    const saidAtUs = Math.max(...elements.map((match) => match.heardAtUs));
    const inTime = saidAtUs <= timedUs && (before === undefined || comparePlaces(completing.to, before.to) < 0);
    const asked = right.flat().filter((match) => comparePlaces(match.to, completing.to) >= 0);
    return judgeAnswer(
      inTime
        ? { kind: 'satisfied', saidAtUs, evidence: elements }
        : { kind: 'late', saidAtUs, dueAtUs, evidence: elements },
      asked,
      judged,
    );
  }
  const wrong = heard
    .flat()
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => comparePlaces(a.match.to, b.match.to))
    .at(-1);
  if (wrong !== undefined) {
    return { kind: 'wrong', saidAtUs: wrong.match.heardAtUs, evidence: [wrong.match], values: wrong.values };
  }
  if (ending === 'unheard') return { kind: 'undecided' };
  // What has to be said before an event only is not owed if the event never came.
  const isOwed = dueAtUs < Infinity || disclosure.before === undefined;
  if (ending === 'heard') return { kind: isOwed ? 'missed' : 'not_required' };
  if (dueAtUs === Infinity) return { kind: 'pending' };
  return { kind: watermarkUs > dueAtUs ? 'due' : 'pending', dueAtUs };
}
