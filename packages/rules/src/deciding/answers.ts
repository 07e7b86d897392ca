import { toUs } from '@cueline/shared/time';
import type { Match } from '../interaction/interaction.js';
import { comparePlaces } from '../interaction/place.js';
import { MAX_KEPT } from '../interaction/prune-matches.js';
import { type Answer, answerKey } from '../pack/sayables.js';
import type { Disclosure } from '../pack/pack.js';
import type { Judged } from './judged.js';
import type { Verdict } from './verdict.js';

/**
 * Judges a disclosure that was said, by what the customer answered: the last answer counts, of those soon enough after
 * one of the times that it was asked.
 *
 * @param asked what completed the disclosure, and each time that it was said after that
 */
export function judgeAnswer(
  said: Extract<Verdict, { kind: 'satisfied' | 'late' }>,
  asked: readonly Match[],
  { id, answer }: Disclosure,
  { said: matchesOf, watermarkUs, ending }: Judged,
): Verdict {
  if (answer === undefined) return said;
  const withinUs = toUs(answer.withinMs);
  const answersOf = (how: Answer) =>
    asked.flatMap((ask) =>
      matchesOf(answerKey(id, how))
        .filter((match) => comparePlaces(match.from, ask.to) > 0)
        .slice(0, MAX_KEPT)
        .filter(({ heardAtUs }) => heardAtUs <= ask.heardAtUs + withinUs)
        .map((match) => ({ how, match })),
    );
  const last = [...answersOf('yes'), ...answersOf('no')]
    .sort((a, b) => comparePlaces(a.match.from, b.match.from) || comparePlaces(a.match.to, b.match.to))
    .at(-1);
  const { saidAtUs } = said;
  if (last !== undefined) {
    if (last.how === 'yes') return { ...said, answer: last.match };
    return { kind: 'declined', saidAtUs, evidence: said.evidence, answer: last.match };
  }
  if (ending === 'unheard') return { kind: 'undecided' };
  const dueAtUs = Math.max(...asked.map(({ heardAtUs }) => heardAtUs)) + withinUs;
  if (ending === undefined && watermarkUs <= dueAtUs) return { kind: 'pending', dueAtUs, saidAtUs };
  return { kind: 'unanswered', saidAtUs, dueAtUs, evidence: said.evidence };
}
