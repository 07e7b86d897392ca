import { toMs, toUs } from '@cueline/shared/time';
import { attributesMatch } from '../interaction/attributes.js';
import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Disclosure, Pack, Prohibited } from '../pack/pack.js';
import { comparePlaces } from '../interaction/place.js';
import { elementKey, eventKey, prohibitedKey } from '../pack/sayables.js';
import type { Judgement, Verdict } from './verdict.js';

/** How an interaction ended: with all of it heard, or with a gap in which something may have been said unheard. */
export type Ending = 'heard' | 'unheard';

/**
 * Judges an interaction by what was heard of it.
 * @param watermarkUs everything said before this moment has been processed (`Infinity` for an interaction long over)
 * @param ending given when the interaction is over: what is missing then is missed for good, or undecided
 */
export function judge(pack: Pack, state: InteractionState, watermarkUs: number, ending?: Ending): Judgement {
  const byKey = new Map<string, Match[]>();
  for (const match of state.matches) byKey.set(match.key, [...(byKey.get(match.key) ?? []), match]);
  const said = (key: string) => byKey.get(key) ?? [];
  return {
    disclosures: Object.fromEntries(
      pack.disclosures.map((disclosure) => [
        disclosure.id,
        judgeDisclosure(disclosure, state, said, watermarkUs, ending),
      ]),
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

/** Key to matches in word order. */
type Said = (key: string) => readonly Match[];

function judgeDisclosure(
  disclosure: Disclosure,
  state: InteractionState,
  said: Said,
  watermarkUs: number,
  ending: Ending | undefined,
): Verdict {
  // an id may be the name of something that every object has
  const isAcknowledged = Object.hasOwn(state.acknowledged ?? {}, disclosure.id);
  const acknowledgedAtUs = isAcknowledged ? state.acknowledged?.[disclosure.id] : undefined;
  if (acknowledgedAtUs !== undefined) return { kind: 'acknowledged', atUs: acknowledgedAtUs };

  const after = disclosure.after === undefined ? undefined : said(eventKey(disclosure.after))[0];
  if (disclosure.after !== undefined && after === undefined) return { kind: 'not_required' };
  if (disclosure.from === 'agent' && state.agentHeardAtUs === undefined) return { kind: 'not_required' };
  const isAfter = (match: Match) => after === undefined || comparePlaces(match.from, after.to) > 0;
  const before = disclosure.before === undefined ? undefined : said(eventKey(disclosure.before)).find(isAfter);

  const beganAtUs = disclosure.from === 'agent' ? state.agentHeardAtUs : after?.heardAtUs;
  const timedUs =
    disclosure.dueMs === undefined ? Infinity : (beganAtUs ?? state.firstHeardAtUs) + toUs(disclosure.dueMs);
  const dueAtUs = Math.min(timedUs, before?.heardAtUs ?? Infinity);
  if (!applies(disclosure, state, Math.min(dueAtUs, watermarkUs))) return { kind: 'not_required' };

  const elements = disclosure.elements
    .flatMap((_, index) => {
      const matches = said(elementKey(disclosure.id, index));
      return (disclosure.sinceAfter ? matches.find(isAfter) : matches[0]) ?? [];
    })
    .sort((a, b) => comparePlaces(a.to, b.to))
    .slice(0, disclosure.need);
  const completing = elements.at(-1);
  if (completing !== undefined && elements.length === disclosure.need) {
    const saidAtUs = Math.max(...elements.map((match) => match.heardAtUs));
    const inTime = saidAtUs <= timedUs && (before === undefined || comparePlaces(completing.to, before.to) < 0);
    if (inTime) return { kind: 'satisfied', saidAtUs, evidence: elements };
    return { kind: 'late', saidAtUs, dueAtUs, evidence: elements };
  }
  if (ending === 'unheard') return { kind: 'undecided' };
  // What has to be said before an event only is not owed if the event never came.
  const isOwed = dueAtUs < Infinity || disclosure.before === undefined;
  if (ending === 'heard') return { kind: isOwed ? 'missed' : 'not_required' };
  if (dueAtUs === Infinity) return { kind: 'pending' };
  return { kind: watermarkUs > dueAtUs ? 'due' : 'pending', dueAtUs };
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
