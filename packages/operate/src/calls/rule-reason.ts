import { type Disclosure, listenedFor, type Pack, type Prohibited, type StateInMs } from '@cueline/rules';
import type { StoredDesktop, StoredJudgement, StoredNearMiss, StoredVerdict } from '@cueline/shared';
import { callClock } from './call-clock.js';
import { isOtherMeaning, meaningText } from './meaning-text.js';
import { shortenAlternatives } from './shorten-alternatives.js';

/** What is known of a call, as far as it explains what became of each rule. Times are in ms of Redis' clock. */
export interface Explained {
  /** Absent where the rules are no longer known: they leave Redis a day after their last use. */
  readonly pack: Pack | undefined;
  readonly judgement: StoredJudgement;
  readonly startedAtMs: number;
  readonly matches?: StateInMs['matches'];
  readonly nearMisses: readonly StoredNearMiss[];
  readonly desktop: StoredDesktop;
  /** While the call is on: whether a publisher has yet to look at it. */
  readonly waitsForLook?: boolean;
}

/** Why a rule was met or not, and cued or not, in one sentence or two. */
export interface RuleReason {
  readonly id: string;
  readonly title: string | undefined;
  readonly text: string;
}

/** What became of each disclosure, in the order of the pack, and of each prohibited phrase that was said. */
export function ruleReasons(explained: Explained): RuleReason[] {
  const { pack, judgement } = explained;
  const disclosures = Object.entries(judgement.disclosures).map(([id, verdict]) => {
    const rule = pack?.disclosures.find((each) => each.id === id);
    return { id, title: rule?.title, text: disclosureText(id, rule, verdict, explained) };
  });
  const prohibited = [...new Set(judgement.prohibited.map(({ id }) => id))].map((id) => {
    const rule = pack?.prohibited.find((each) => each.id === id);
    return { id, title: rule?.title, text: prohibitedText(id, rule, explained) };
  });
  return [...disclosures, ...prohibited];
}

/** A reason as a line: `recording_notice "Call recording notice": not said.` */
export const reasonLine = ({ id, title, text }: RuleReason): string =>
  `${id}${title === undefined ? '' : ` "${title}"`}: ${text}`;

function disclosureText(
  id: string,
  rule: Disclosure | undefined,
  verdict: StoredVerdict,
  explained: Explained,
): string {
  const { round, kind } = verdict;
  const time =
    round === undefined
      ? ''
      : ` (time ${round.number} of ${round.of}, since ${callClock(round.beganAtMs - explained.startedAtMs)})`;
  const verdictText = `${whatBecame(verdict, rule, explained)}${time}.`;
  if (kind === 'not_required') return verdictText;
  const isLacking = !('saidAtMs' in verdict) && kind !== 'acknowledged';
  return [verdictText, ...(isLacking ? closest(id, explained) : []), ...cuedText(id, rule, verdict, explained)].join(
    ' ',
  );
}

function prohibitedText(id: string, rule: Prohibited | undefined, explained: Explained): string {
  const { judgement, startedAtMs } = explained;
  const heard = judgement.prohibited.filter((each) => each.id === id);
  const said = heard.map(
    ({ match }) => `"${match.words}" at ${callClock(match.heardAtMs - startedAtMs)}${segmentText(match.segmentId)}`,
  );
  return [`prohibited, and said: ${said.join(', ')}.`, ...cuedText(id, rule, undefined, explained)].join(' ');
}

function whatBecame(verdict: StoredVerdict, rule: Disclosure | undefined, explained: Explained): string {
  const at = (ms: number) => callClock(ms - explained.startedAtMs);
  switch (verdict.kind) {
    case 'not_required':
      return `not required${whyNotRequired(rule, explained)}`;
    case 'missed':
      return 'not said';
    case 'unclear':
      return 'unclear: something close to it was said';
    case 'undecided':
      return 'not heard, but part of the call was not heard either, so it is undecided';
    case 'pending':
      if (verdict.saidAtMs !== undefined)
        return `said at ${at(verdict.saidAtMs)}, and the customer has until ${at(verdict.dueAtMs ?? 0)} to answer`;
      return `not said yet, due ${verdict.dueAtMs === undefined ? 'by the end of the call' : `by ${at(verdict.dueAtMs)}`}`;
    case 'due':
      return `not said, owed since ${at(verdict.dueAtMs)}`;
    case 'satisfied':
      return `said at ${at(verdict.saidAtMs)}${evidenceText(verdict.evidence)}`;
    case 'late':
      return `said late, at ${at(verdict.saidAtMs)}, and was due by ${at(verdict.dueAtMs)}${evidenceText(verdict.evidence)}`;
    case 'wrong': {
      const values = verdict.values.map(({ said, offered }) => `said ${said}, offered ${offered}`).join('; ');
      return `said with another value at ${at(verdict.saidAtMs)} (${values})${evidenceText(verdict.evidence)}`;
    }
    case 'declined':
      return `said at ${at(verdict.saidAtMs)}, and the customer declined at ${at(verdict.answer.heardAtMs)}${evidenceText([verdict.answer])}`;
    case 'unanswered':
      return `said at ${at(verdict.saidAtMs)}, and the customer had not answered by ${at(verdict.dueAtMs)}${evidenceText(verdict.evidence)}`;
    case 'acknowledged':
      return `ticked off by hand at ${at(verdict.atMs)}`;
    default:
      return verdict satisfies never;
  }
}

/** Which event was not heard; if it is not an event, which condition the call does not meet. */
function whyNotRequired(rule: Disclosure | undefined, { pack, matches, startedAtMs }: Explained): string {
  if (pack === undefined || rule === undefined) return '';
  const heard = new Set(matches?.map(({ key }) => key));
  const isHeard = (name: string) =>
    listenedFor(pack).some(({ kind, id, key }) => kind === 'event' && id === name && heard.has(key));
  const names = [rule.after, rule.dueMs === undefined ? rule.before : undefined].filter((name) => name !== undefined);
  const unheard = names.find((name) => !isHeard(name));
  // An ended call's matches are not kept, so it may be the condition as well.
  const conditions = conditionsOf(rule, startedAtMs);
  if (rule.from === 'agent' && conditions === '') return ': the agent was not heard';
  if (unheard !== undefined && (matches !== undefined || conditions === ''))
    return `: the event \`${unheard}\` was not heard`;
  if (unheard !== undefined)
    return `: the event \`${unheard}\` was not heard, or the call is not one that ${conditions}`;
  return conditions === '' ? '' : `: the call is not one that ${conditions}`;
}

/** For which calls a rule holds: `began from 2026-01-01 on, and has state CA`. */
function conditionsOf({ valid, when = {}, unless = {} }: Disclosure, startedAtMs: number): string {
  const day = new Date(startedAtMs).toISOString().slice(0, 10);
  if (valid?.from !== undefined && day < valid.from) return `began on ${valid.from} or later`;
  if (valid?.to !== undefined && day > valid.to) return `began on ${valid.to} or earlier`;
  return [
    ...Object.entries(when).map(([name, values]) => `has ${name} ${values.join(' or ')}`),
    ...Object.entries(unless).map(([name, values]) => `has another ${name} than ${values.join(' or ')}`),
  ].join(' and ');
}

function evidenceText(evidence: StateInMs['matches']): string {
  const said = evidence.map(({ words, segmentId }) => `"${words}"${segmentText(segmentId)}`);
  return said.length === 0 ? '' : `: ${said.join(', ')}`;
}

const segmentText = (segmentId: string) => ` (segment ${segmentId})`;

function nearestMiss(id: string, { pack, nearMisses }: Explained): StoredNearMiss | undefined {
  const keys =
    pack === undefined ? [] : listenedFor(pack).filter((each) => each.kind === 'disclosure' && each.id === id);
  return nearMisses.find(({ key }) => keys.some((each) => each.key === key));
}

function closest(id: string, explained: Explained): string[] {
  const near = nearestMiss(id, explained);
  if (near === undefined || isOneWord(near)) return [];
  const { words, heardAtMs, segmentId } = near;
  return [
    `Closest: "${words}" at ${callClock(heardAtMs - explained.startedAtMs)}${segmentText(segmentId)}, ${whyNear(near)}.`,
  ];
}

/** One word of a phrase says nothing of whether somebody meant to say it, unless it was denied. */
const isOneWord = ({ words, reason }: StoredNearMiss) =>
  (reason === 'incomplete' || reason === 'different') && !words.trim().includes(' ');

function whyNear({ reason, lacked, phrase, ...decided }: StoredNearMiss): string {
  if (isOtherMeaning(reason)) return meaningText({ reason, ...decided });
  switch (reason) {
    case 'incomplete':
      return `which lacks ${lacked.map((words) => `\`${shortenAlternatives(words)}\``).join(', ')}`;
    case 'excepted':
      return 'which an exception voids';
    case 'different':
      return `which differs too much from \`${phrase}\``;
    default:
      return reason satisfies never;
  }
}

/** When the agent was cued for it; otherwise why not, if that can be known. */
function cuedText(
  id: string,
  rule: Disclosure | Prohibited | undefined,
  verdict: StoredVerdict | undefined,
  explained: Explained,
): string[] {
  const { desktop, startedAtMs, waitsForLook } = explained;
  const cues = desktop.cues.filter(({ items }) => items.includes(id));
  const times = (isShadow: boolean) =>
    cues
      .filter(({ shadow = false }) => shadow === isShadow)
      .map(({ postedAtMs }) => callClock(postedAtMs - startedAtMs));
  if (cues.length > 0)
    return [
      ...(times(false).length === 0 ? [] : [`Cued ${times(false).join(', ')}.`]),
      ...(times(true).length === 0 ? [] : [`Would have been cued ${times(true).join(', ')} (shadow).`]),
    ];
  if (desktop.heldBack.includes(id)) return ['Not cued: the call had as many cues as the rules allow.'];
  if (desktop.stale.includes(id)) return ['Not cued: it was too long ago when its turn came.'];
  const isOwed =
    verdict === undefined || ['due', 'missed', 'unclear', 'wrong', 'declined', 'unanswered'].includes(verdict.kind);
  if (!isOwed) return [];
  if (rule?.cue === 'off') return ['Not cued: its rule says `cue: off`.'];
  if (waitsForLook === true) return ['Not cued yet: it waits for a publisher.'];
  const isHeld =
    rule !== undefined && 'unclear' in rule && rule.unclear?.cue === 'hold' && nearestMiss(id, explained) !== undefined;
  if (isHeld) return ['Not cued: its rule says `hold` for what is unclear.'];
  if (rule !== undefined && 'elements' in rule && rule.dueMs === undefined && rule.before === undefined)
    return ['Not cued: its rule names no deadline, so it was owed only when the call had ended.'];
  return ['Not cued.'];
}
