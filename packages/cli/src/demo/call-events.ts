import type { Pack, Verdict } from '@cueline/rules';
import { callClock } from '@cueline/operate/text';
import type { CallView } from './call-view.js';

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
 * What has happened to a call since it was looked at last, one line each.
 *
 * @param atMs since the first call began, in the time of the calls
 */
export function callEvents(
  before: CallView | undefined,
  now: CallView,
  { disclosures, prohibited }: Pack,
  atMs: number,
): string[] {
  const line = (text: string) => `${callClock(atMs).padStart(5)}  ${now.interactionId}: ${text}`;
  const heardBefore = new Set(before?.known.prohibited.map(({ id }) => id));
  const heard = new Set(now.known.prohibited.map(({ id }) => id));
  const titles = new Map([...disclosures, ...prohibited].map(({ id, title }) => [id, title]));
  return [
    ...(now.phase !== 'waiting' && (before?.phase ?? 'waiting') === 'waiting' ? [line('begins')] : []),
    ...disclosures.flatMap(({ id, title }) => {
      const kind = now.known.disclosures[id]?.kind;
      const text = kind === before?.known.disclosures[id]?.kind || kind === undefined ? undefined : told[kind];
      return text === undefined ? [] : [line(`'${title}' ${text}`)];
    }),
    ...prohibited.flatMap(({ id, title }) =>
      heard.has(id) && !heardBefore.has(id) ? [line(`'${title}' was said, which is prohibited`)] : [],
    ),
    ...now.cues.slice(before?.cues.length ?? 0).map(({ id }) => line(`the agent is cued: '${titles.get(id) ?? id}'`)),
    ...(now.phase === 'ended' && before?.phase !== 'ended' ? [line('has ended')] : []),
  ];
}
