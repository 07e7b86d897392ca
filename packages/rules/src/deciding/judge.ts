import { toMs } from '@cueline/shared/time';
import { attributesMatch } from '../interaction/attributes.js';
import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Ending, Judged, OwedDisclosure } from './judged.js';
import { dueIn, judgeRound } from './judge-round.js';
import type { Disclosure, Pack, Prohibited } from '../pack/pack.js';
import { comparePlaces } from '../interaction/place.js';
import { eventKey, prohibitedKey } from '../pack/sayables.js';
import { type Round, roundsOf, WHOLE_CALL } from './rounds.js';
import type { Judgement, Verdict } from './verdict.js';

/**
 * Judges an interaction by what was heard of it.
 * @param watermarkUs everything said before this moment has been processed (`Infinity` for an interaction long over)
 * @param ending given when the interaction is over: what is missing then is missed for good, or undecided
 */
export function judge(pack: Pack, state: InteractionState, watermarkUs: number, ending?: Ending): Judgement {
  const byKey = new Map<string, Match[]>();
  for (const match of state.matches) {
    const same = byKey.get(match.key);
    if (same) same.push(match);
    else byKey.set(match.key, [match]);
  }
  const said = (key: string): readonly Match[] => byKey.get(key) ?? nothing;
  const judged: Judged = { pack, state, said, watermarkUs, ending };
  return {
    disclosures: Object.fromEntries(
      pack.disclosures.map((disclosure) => [disclosure.id, judgeDisclosure(judged, disclosure)]),
    ),
    prohibited: pack.prohibited
      .flatMap((rule) =>
        said(prohibitedKey(rule.id))
          .filter((match) => applies(rule, state, match.heardAtUs))
          .map((match) => ({ id: rule.id, match })),
      )
      .sort((a, b) => comparePlaces(a.match.from, b.match.from)),
  };
}

const nothing: readonly Match[] = [];

function judgeDisclosure(judged: Judged, disclosure: Disclosure): Verdict {
  const { state, said, ending } = judged;
  // an id may be the name of something that every object has
  const isAcknowledged = Object.hasOwn(state.acknowledged ?? {}, disclosure.id);
  const acknowledgedAtUs = isAcknowledged ? state.acknowledged?.[disclosure.id] : undefined;
  if (acknowledgedAtUs !== undefined) return { kind: 'acknowledged', atUs: acknowledgedAtUs };
  const after = disclosure.after === undefined ? undefined : said(eventKey(disclosure.after))[0];
  if (disclosure.after !== undefined && after === undefined) return { kind: 'not_required' };
  if (disclosure.from === 'agent' && state.agentHeardAtUs === undefined) return { kind: 'not_required' };

  const owed = { disclosure, after };
  if (disclosure.again === undefined) return judgeIn(judged, owed, WHOLE_CALL) ?? { kind: 'not_required' };
  const rounds = roundsOf(disclosure, state, said, after);
  const verdicts = rounds.flatMap((round, index): Verdict[] => {
    const isLast = index === rounds.length - 1;
    if (!isLast && ending === undefined) return [];
    const verdict = judgeIn(judged, owed, round);
    if (verdict === undefined) return [];
    if (rounds.length === 1) return [verdict];
    const beganAtUs = round.start?.atUs ?? state.firstHeardAtUs;
    return [{ ...verdict, round: { number: index + 1, of: rounds.length, beganAtUs } }];
  });
  return worstOf(verdicts);
}

/** Judges one round; undefined if nothing was owed in it. */
function judgeIn(judged: Judged, owed: OwedDisclosure, round: Round): Verdict | undefined {
  const { state, watermarkUs } = judged;
  const due = dueIn(judged, owed, round);
  if (!applies(owed.disclosure, state, Math.min(due.dueAtUs, round.endedAtUs ?? watermarkUs))) return undefined;
  const verdict = judgeRound(judged, owed, round, due);
  // What was not owed yet when the next round began is owed in that one only.
  const isOver = verdict.kind === 'missed' && due.dueAtUs >= (round.endedAtUs ?? Infinity);
  return isOver && round.endedAtUs !== undefined ? undefined : verdict;
}

/** From the worst on: a disclosure that is owed several times is as good as the worst of them. */
const FROM_WORST: readonly Verdict['kind'][] = ['missed', 'wrong', 'declined', 'unanswered', 'undecided', 'late'];

function worstOf(verdicts: readonly Verdict[]): Verdict {
  const worst = FROM_WORST.map((kind) => verdicts.find((verdict) => verdict.kind === kind)).find(Boolean);
  return worst ?? verdicts.at(-1) ?? { kind: 'not_required' };
}

/** Whether a rule holds for this interaction: by the day it began (UTC), and by its attributes at that moment. */
function applies(rule: Disclosure | Prohibited, state: InteractionState, atUs: number): boolean {
  if (rule.valid !== undefined) {
    const day = new Date(toMs(state.firstHeardAtUs)).toISOString().slice(0, 10);
    if (rule.valid.from !== undefined && day < rule.valid.from) return false;
    if (rule.valid.to !== undefined && day > rule.valid.to) return false;
  }
  if (rule.when !== undefined && !attributesMatch(state.attributes, rule.when, atUs)) return false;
  return rule.unless === undefined || !attributesMatch(state.attributes, rule.unless, atUs);
}
