import type { ReadCall } from '@cueline/operate';
import {
  type Disclosure,
  type Judgement,
  judge,
  mask,
  plainWords,
  type Prohibited,
  type Verdict,
} from '@cueline/rules';
import { toMs } from '@cueline/shared';
import type { Line, LineKind } from '../contract/panel.js';

/**
 * What a call owes, what was said of it, and what was said and must not be: what can still be mended first, the nearest deadline
 * before the others.
 *
 * @param watermarkUs everything said before it has been processed
 */
export function linesOf(call: ReadCall, watermarkUs: number): Line[] {
  const { pack, state, unclear } = call;
  const judgement = judge(pack, state, watermarkUs);
  const disclosures = pack.disclosures.flatMap((rule): Line[] => {
    const verdict = judgement.disclosures[rule.id];
    const became = verdict === undefined ? undefined : becameOf(verdict);
    if (became === undefined) return [];
    const kind = became.kind === 'due' && unclear.has(rule.id) ? 'unclear' : became.kind;
    const isOpen = !MADE.has(kind);
    return [
      {
        rule: rule.id,
        title: rule.title,
        ...became,
        kind,
        ...(isOpen ? { isOpen, ...wordsOf(rule, call), ...(rule.waivable === true ? { isWaivable: true } : {}) } : {}),
      },
    ];
  });
  const prohibited = pack.prohibited.flatMap((rule) => prohibitedLine(rule, judgement));
  return [...prohibited, ...disclosures].toSorted(
    (a, b) => RANKS[a.kind] - RANKS[b.kind] || (a.atMs ?? Infinity) - (b.atMs ?? Infinity),
  );
}

const RANKS: Readonly<Record<LineKind, number>> = {
  prohibited: 0,
  due: 1,
  unclear: 1,
  wrong: 1,
  declined: 1,
  unanswered: 1,
  pending: 2,
  satisfied: 3,
  late: 3,
  acknowledged: 3,
};
const MADE: ReadonlySet<LineKind> = new Set(['satisfied', 'late', 'acknowledged']);

/** What became of a disclosure; undefined where it is none of the agent's business, or decided at the end alone. */
function becameOf(verdict: Verdict): Pick<Line, 'kind' | 'atMs' | 'values'> | undefined {
  switch (verdict.kind) {
    case 'pending':
      return { kind: 'pending', ...(verdict.dueAtUs === undefined ? {} : { atMs: toMs(verdict.dueAtUs) }) };
    case 'due':
    case 'unanswered':
      return { kind: verdict.kind, atMs: toMs(verdict.dueAtUs) };
    case 'wrong':
      return { kind: 'wrong', atMs: toMs(verdict.saidAtUs), values: verdict.values };
    case 'declined':
    case 'satisfied':
    case 'late':
      return { kind: verdict.kind, atMs: toMs(verdict.saidAtUs) };
    case 'acknowledged':
      return { kind: 'acknowledged', atMs: toMs(verdict.atUs) };
    case 'not_required':
    case 'missed':
    case 'undecided':
    case 'unclear':
      return undefined;
    default:
      return verdict satisfies never;
  }
}

/** What to say: the text of the cue, or else the first phrase that counts; of several parts each. */
function wordsOf({ id, cue, elements, again }: Disclosure, { pack, state }: ReadCall): Pick<Line, 'words' | 'parts'> {
  const text = cue === 'off' ? undefined : cue.text;
  const isSaid = (at: number) => again === undefined && state.matches.some(({ key }) => key === `${id}#${at}`);
  const parts = elements.flatMap(({ title, say }, at) => {
    const words = title ?? firstWords(say, pack);
    return words === undefined ? [] : [{ words, isSaid: isSaid(at) }];
  });
  if (elements.length > 1) return { ...(text === undefined ? {} : { words: text }), parts };
  const words = text ?? parts[0]?.words;
  return words === undefined ? {} : { words };
}

function firstWords(say: Disclosure['elements'][number]['say'], pack: ReadCall['pack']): string | undefined {
  const first = say.find((phrase) => !('regex' in phrase));
  return first && plainWords(first, pack);
}

/** The latest time that a prohibited phrase was said, and the words. */
function prohibitedLine({ id, title, cue }: Prohibited, { prohibited }: Judgement): Line[] {
  const heard = prohibited.findLast((each) => each.id === id)?.match;
  if (heard === undefined) return [];
  const text = cue === 'off' ? undefined : cue.text;
  const line: Line = { rule: id, title, kind: 'prohibited', atMs: toMs(heard.heardAtUs), quote: mask(heard.words) };
  return [text === undefined ? line : { ...line, words: text }];
}
