import { countOf } from '../host/count-of.js';
import type { Pack } from '@cueline/rules';
import { wrapText } from '../host/wrap-text.js';
import { isRight, type Comparison } from './compare.js';

/** The cues of all calls against what the calls deserved. */
export interface Summary {
  readonly calls: number;
  readonly owed: number;
  readonly cued: number;
  /** Cued, and withdrawn once nothing in the cue was owed any more. */
  readonly withdrawn: number;
  readonly missing: number;
  readonly false: number;
  readonly twice: number;
  /** Disclosures whose final verdict is not the deserved one. */
  readonly misjudged: number;
  /** Cued, but not shown on the panels of their calls. */
  readonly notOnPanel: number;
  /** Not cued, and owed for less than 2 s, in the time of the call. */
  readonly brief: number;
  /** How long after it was owed the latest cue came, in ms of the calls' own time. */
  readonly latestMs: number;
  readonly right: boolean;
}

/** Sums the comparisons of all calls: counts of cues and verdicts, and the longest delay in ms of the calls' own time. */
export function summarise(comparisons: readonly Comparison[]): Summary {
  const count = (list: (comparison: Comparison) => readonly string[]) =>
    comparisons.reduce((sum, comparison) => sum + list(comparison).length, 0);
  return {
    calls: comparisons.length,
    owed: count(({ deserved }) => deserved),
    cued: count(({ cued }) => cued),
    withdrawn: count(({ withdrawn }) => withdrawn),
    missing: count(({ missing }) => missing),
    false: count((comparison) => comparison.false),
    twice: count(({ twice }) => twice),
    misjudged: count(({ misjudged }) => misjudged),
    notOnPanel: count(({ notOnPanel }) => notOnPanel),
    brief: count(({ brief }) => brief),
    latestMs: Math.round(Math.max(0, ...comparisons.map(({ latestMs }) => latestMs))),
    right: comparisons.every(isRight),
  };
}

/** The summary as a person reads it: calls that were cued or went wrong, then the sums; broken to fit `columns`, if given. */
export function summaryText(
  comparisons: readonly Comparison[],
  { disclosures, prohibited }: Pick<Pack, 'disclosures' | 'prohibited'>,
  columns?: number,
): string {
  const titles = new Map([...disclosures, ...prohibited].map(({ id, title }) => [id, title]));
  const list = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? id).join(', ') || 'nothing';
  const told = comparisons.filter((comparison) => comparison.cued.length > 0 || !isRight(comparison));
  const width = Math.max(0, ...told.map(({ interactionId }) => interactionId.length));
  const lines = told.map((comparison) => {
    const { interactionId, cued } = comparison;
    const text = `cued: ${list(cued)} (${againstDeserved(comparison, list)})`;
    return wrapText(interactionId.padEnd(width + 1), text, columns);
  });
  const cuedCalls = comparisons.filter((comparison) => comparison.cued.length > 0);
  const onPanels = cuedCalls.filter(({ notOnPanel }) => notOnPanel.length === 0).length;
  const {
    calls,
    owed,
    cued,
    missing,
    false: wrong,
    twice,
    misjudged,
    brief,
    withdrawn,
    latestMs,
  } = summarise(comparisons);
  return [
    '',
    ...lines,
    '',
    `${countOf(calls, 'call')}: ${countOf(owed, 'cue')} owed, ${cued} cued; ${missing} missing, ${wrong} false, ${twice} twice; ${misjudged} verdicts differ`,
    `on the agents' panels: each cue in ${onPanels} of ${countOf(cuedCalls.length, 'call')}`,
    ...(withdrawn === 0 ? [] : [`withdrawn from the desktops once said: ${withdrawn} of ${countOf(cued, 'cue')}`]),
    ...(brief === 0 ? [] : [`${brief} of those owed had no cue because it was said, or the call ended, within 2 s`]),
    ...(missing > 0 && wrong + twice + misjudged === 0
      ? ['cues that are only missing came too late for their calls: this machine may be busy, so try a lower --speed']
      : []),
    ...(cued === 0
      ? []
      : [
          `the latest cue came ${(latestMs / 1000).toFixed(1)} s after it was owed, in the time of the call (the demo plays calls faster than real time)`,
        ]),
  ].join('\n');
}

function againstDeserved(comparison: Comparison, list: (ids: readonly string[]) => string): string {
  const parts = Object.entries({
    missing: comparison.missing,
    false: comparison.false,
    twice: comparison.twice,
    misjudged: comparison.misjudged,
    'not on the panel': comparison.notOnPanel,
  });
  const wrong = parts.filter(([, ids]) => ids.length > 0).map(([name, ids]) => `${name}: ${list(ids)}`);
  return wrong.length === 0 ? 'as expected' : wrong.join('; ');
}
