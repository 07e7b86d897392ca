import type { Evidence } from '@cueline/operate/backtest';
import { mask } from '@cueline/rules';
import type { Call } from '@cueline/simulator/calls';
import type { Stretch } from '../contract/analysis.js';

const MOST_CHARS = 400;

/** What was said where a verdict has its evidence, or nothing. */
export function stretchOf(interactionId: string, call: Call | undefined, evidence: Evidence | undefined): Stretch {
  if (evidence === undefined) return { interactionId, atMs: 0, text: '', words: '' };
  const { words, atMs, segmentId } = evidence;
  const said = mask(call?.segments.find((segment) => segment.segmentId === segmentId)?.text ?? '');
  const text = said.includes(words) ? said : words; // it may have begun in an earlier segment
  return { interactionId, atMs, text: text.slice(0, MOST_CHARS), words: words.slice(0, MOST_CHARS) };
}
