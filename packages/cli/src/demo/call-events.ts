import type { Pack, Verdict } from '@cueline/rules';
import type { StoredVerdict } from '@cueline/shared';
import type { CallView } from './call-view.js';

/** Something that happened in a call. */
export interface CallEvent {
  /** When, in ms since the epoch. */
  readonly atMs: number;
  readonly text: string;
}

/** Verdicts that get a line when a disclosure reaches them. */
const told: Partial<Record<Verdict['kind'], string>> = {
  due: 'is owed',
  satisfied: 'was said in time',
  late: 'was said late',
  wrong: 'was said with another value',
  declined: 'was said, and the customer declined',
  unanswered: 'was said, and the customer has not answered',
  missed: 'was never said',
  undecided: 'may have been said unheard',
};

/**
 * What has happened to a call since it was looked at last.
 *
 * @param speed how many times faster than real time the call is played
 */
export function callEvents(
  before: CallView | undefined,
  now: CallView,
  { disclosures, prohibited }: Pack,
  speed: number,
): CallEvent[] {
  const { startedAtMs = 0, elapsedMs, interactionId, known } = now;
  const inCall = (ms: number) => startedAtMs + ms / speed;
  const event = (atMs: number, text: string): CallEvent => ({ atMs, text: `${interactionId}: ${text}` });
  const heardBefore = new Set(before?.known.prohibited.map(({ id }) => id));
  const titles = new Map([...disclosures, ...prohibited].map(({ id, title }) => [id, title]));
  const firstHeard = new Map(known.prohibited.toReversed().map((heard) => [heard.id, heard.match.heardAtMs]));
  return [
    ...(now.phase !== 'waiting' && (before?.phase ?? 'waiting') === 'waiting' ? [event(startedAtMs, 'begins')] : []),
    ...disclosures.flatMap(({ id, title }) => {
      const verdict = known.disclosures[id];
      const text =
        verdict === undefined || verdict.kind === before?.known.disclosures[id]?.kind ? undefined : told[verdict.kind];
      if (verdict === undefined || text === undefined) return [];
      return [event(reachedAtMs(verdict) ?? inCall(elapsedMs), `'${title}' ${text}`)];
    }),
    ...prohibited.flatMap(({ id, title }) => {
      const atMs = firstHeard.get(id);
      if (atMs === undefined || heardBefore.has(id)) return [];
      return [event(atMs, `'${title}' was said, which is prohibited`)];
    }),
    ...now.cues
      .slice(before?.cues.length ?? 0)
      .map(({ id, atMs }) => event(inCall(atMs), `the agent is cued: '${titles.get(id) ?? id}'`)),
    ...now.cues.flatMap(({ id, withdrawnAtMs }, index) => {
      if (withdrawnAtMs === undefined || before?.cues[index]?.withdrawnAtMs !== undefined) return [];
      return [event(inCall(withdrawnAtMs), `the cue is withdrawn: '${titles.get(id) ?? id}'`)];
    }),
    ...(now.phase === 'ended' && before?.phase !== 'ended' ? [event(inCall(elapsedMs), 'has ended')] : []),
  ];
}

/** When a disclosure came to its verdict; undefined if that is the end of the call. */
function reachedAtMs(verdict: StoredVerdict): number | undefined {
  if (verdict.kind === 'due' || verdict.kind === 'unanswered') return verdict.dueAtMs;
  return 'saidAtMs' in verdict ? verdict.saidAtMs : undefined;
}
