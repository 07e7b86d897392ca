import { isFoundWhereSaid, type Detections } from './detections.js';
import type { Labels, Occurrences } from './labels.js';

/** How often a rule was right, over all labelled decisions. */
export interface Counts {
  readonly decisions: number;
  /** Decisions in which it was said. */
  readonly said: number;
  readonly found: number;
  /** Found where it was not said at all. */
  readonly falseAlarms: number;
  /** Found within a segment of a place where it was said. */
  readonly located: number;
}

/** Shares from 0 to 1; null where there is nothing to divide by. */
export interface Rates {
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Whether it was found in the calls in which it was said. */
export const saidRates = ({ said, found, falseAlarms }: Counts): Rates => rates(found - falseAlarms, found, said);

/** The same, but a find counts only where it was said: in the wrong place it costs both precision and recall. */
export const locatedRates = ({ said, found, located }: Counts): Rates => rates(located, found, said);

function rates(right: number, found: number, said: number): Rates {
  const precision = found === 0 ? null : right / found;
  const recall = said === 0 ? null : right / said;
  if (precision === null || recall === null) return { precision, recall, f1: null };
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** How often rules were right in the labelled calls. */
export interface Score {
  /** By rule, in the order of the labels. */
  readonly rules: ReadonlyMap<string, Counts>;
  /** All decisions together. */
  readonly micro: Counts;
}

export interface ScoreInput {
  /** By interaction; in those that are left out nothing was found. */
  readonly detections: ReadonlyMap<string, Detections>;
  /** Only decisions that are labelled count. */
  readonly labels: Labels;
  readonly occurrences: Occurrences;
}

/** Compares what was found with what people say was said. */
export function score({ detections, labels, occurrences }: ScoreInput): Score {
  const rules = new Map<string, Counts>();
  for (const [interactionId, decisions] of Object.entries(labels)) {
    for (const [id, labelled] of Object.entries(decisions)) {
      const found = detections.get(interactionId)?.[id];
      const said = labelled !== null;
      const one: Counts = {
        decisions: 1,
        said: Number(said),
        found: Number(found !== undefined),
        falseAlarms: Number(found !== undefined && !said),
        located: Number(
          found !== undefined && said && isFoundWhereSaid(found, { interactionId, id, labels, occurrences }),
        ),
      };
      rules.set(id, sum(rules.get(id) ?? nothing, one));
    }
  }
  return { rules, micro: sumOf(rules.values()) };
}

/** Adds up counts. */
export function sumOf(counts: Iterable<Counts>): Counts {
  return [...counts].reduce(sum, nothing);
}

const nothing: Counts = { decisions: 0, said: 0, found: 0, falseAlarms: 0, located: 0 };

function sum(a: Counts, b: Counts): Counts {
  return {
    decisions: a.decisions + b.decisions,
    said: a.said + b.said,
    found: a.found + b.found,
    falseAlarms: a.falseAlarms + b.falseAlarms,
    located: a.located + b.located,
  };
}
