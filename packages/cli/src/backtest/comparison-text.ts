import { callClock } from '@cueline/operate/text';
import type { Evidence, Comparison, Judged } from '@cueline/operate/backtest';
import type { Loss } from './losses.js';
import { textTable } from '../host/plain-table.js';

/** What becomes different with new rules, as a person reads it. */
export function comparisonText({ changes, changedCalls, cues, recued }: Comparison, calls: number): string {
  const changed = changes.map(({ interactionId, id, old, new: now }) => [
    interactionId,
    id,
    verdictText(old),
    verdictText(now),
    evidenceText(now, old),
  ]);
  const counted = recued.map((call) => [call.interactionId, call.old, call.new]);
  return [
    ...(changed.length === 0 ? [] : [textTable(['call', 'rule', 'old', 'new', 'evidence'], changed), '']),
    ...(counted.length === 0 ? [] : [textTable(['call', 'cues, old', 'cues, new'], counted), '']),
    `verdicts change in ${changedCalls} of ${calls} calls; cues: ${cues.old} before, ${cues.new} now (${difference(cues)})`,
  ].join('\n');
}

/** What is lost of what must be kept, as a person reads it. */
export function lossesText(losses: readonly Loss[]): string {
  if (losses.length === 0) return 'nothing is lost of what must be kept';
  const rows = losses.map(({ interactionId, id, evidence }) => [interactionId, id, quoted(evidence)]);
  return textTable(['lost in call', 'rule', 'evidence'], rows);
}

/** The words of each piece of evidence and when they were said. */
function quoted(evidence: readonly Evidence[]): string {
  return evidence.map(({ words, atMs }) => `"${shortened(words)}" at ${callClock(atMs)}`).join('\n');
}

const verdictText = ({ verdict }: Judged) => verdict?.replace('_', ' ') ?? '-';
const evidenceText = (now: Judged, old: Judged) => quoted(now.evidence.length > 0 ? now.evidence : old.evidence);
const shortened = (words: string) => (words.length <= MAX_SHOWN ? words : `${words.slice(0, MAX_SHOWN - 1)}…`);
const MAX_SHOWN = 50;

const difference = ({ old, new: now }: Comparison['cues']) =>
  now === old ? 'as many' : now > old ? `${now - old} more` : `${old - now} fewer`;
