import type { Deserved } from './deserved.js';

/** What became of one call. */
export interface Outcome {
  readonly cues: readonly string[];
  readonly verdicts: Readonly<Record<string, string>>;
}

/** One call's cues against what it deserved. Rules are named by their ids. */
export interface Comparison {
  readonly interactionId: string;
  readonly deserved: readonly string[];
  readonly cued: readonly string[];
  /** Deserved, but not cued. */
  readonly missing: readonly string[];
  /** Cued, but not deserved. */
  readonly false: readonly string[];
  /** Cued more often than deserved. */
  readonly twice: readonly string[];
  /** Disclosures that were judged otherwise in the end than they deserved. */
  readonly misjudged: readonly string[];
}

export function compare(interactionId: string, deserved: Deserved, outcome: Outcome): Comparison {
  const extra = without(outcome.cues, deserved.cues);
  const isDeserved = (id: string) => deserved.cues.includes(id);
  return {
    interactionId,
    deserved: deserved.cues,
    cued: outcome.cues,
    missing: without(deserved.cues, outcome.cues),
    false: extra.filter((id) => !isDeserved(id)),
    twice: extra.filter(isDeserved),
    misjudged: Object.entries(deserved.verdicts).flatMap(([id, kind]) => (outcome.verdicts[id] === kind ? [] : [id])),
  };
}

export const isRight = ({ missing, false: wrong, twice, misjudged }: Comparison): boolean =>
  [missing, wrong, twice, misjudged].every((ids) => ids.length === 0);

/** What is left of a list when each element of another has taken one equal to it. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...list];
  for (const id of taken) {
    const index = left.indexOf(id);
    if (index !== -1) left.splice(index, 1);
  }
  return left;
}
