import Table from 'cli-table3';
import type { Evidence } from './backtest-call.js';
import type { Comparison, Judged, Loss } from './compare-results.js';

/** What becomes different with new rules, as a person reads it. */
export function comparisonText({ changes, changedCalls, cues, recued }: Comparison, calls: number): string {
  const table = tableOf(['call', 'rule', 'old', 'new', 'evidence']);
  for (const { interactionId, id, old, new: now } of changes) {
    table.push([interactionId, id, verdictText(old), verdictText(now), evidenceText(now, old)]);
  }
  const cueTable = tableOf(['call', 'cues, old', 'cues, new']);
  for (const call of recued) cueTable.push([call.interactionId, `${call.old}`, `${call.new}`]);
  return [
    ...(changes.length === 0 ? [] : [table.toString()]),
    ...(recued.length === 0 ? [] : [cueTable.toString()]),
    `verdicts change in ${changedCalls} of ${calls} calls; cues: ${cues.old} before, ${cues.new} now (${difference(cues)})`,
  ].join('\n');
}

/** What is lost of what must be kept, as a person reads it. */
export function lossesText(losses: readonly Loss[]): string {
  if (losses.length === 0) return 'nothing is lost of what must be kept';
  const table = tableOf(['lost in call', 'rule', 'evidence']);
  for (const { interactionId, id, evidence } of losses) table.push([interactionId, id, quoted(evidence)]);
  return table.toString();
}

/** Behind the words, the segment in which they were completed. */
function quoted(evidence: readonly Evidence[]): string {
  return evidence.map(({ words, segmentId }) => `"${shortened(words)}" ${segmentId}`).join('\n');
}

const verdictText = ({ verdict }: Judged) => verdict?.replace('_', ' ') ?? '-';
const evidenceText = (now: Judged, old: Judged) => quoted(now.evidence.length > 0 ? now.evidence : old.evidence);
const shortened = (words: string) => (words.length <= mostShown ? words : `${words.slice(0, mostShown - 1)}…`);
const mostShown = 50;

const difference = ({ old, new: now }: Comparison['cues']) =>
  now === old ? 'as many' : now > old ? `${now - old} more` : `${old - now} fewer`;

const tableOf = (head: string[]) => new Table({ head, style: { head: [], border: [], compact: true } });
