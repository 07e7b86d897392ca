import { createTrial, type TrialContext } from './phrase-parts.js';

export interface ChoiceContext extends TrialContext {
  /** Words that the phrases should match. */
  readonly accepted: readonly string[];
  /** Words that no phrase may match. */
  readonly refused: readonly string[];
}

/** Chooses as few of these phrases as match all that any of them does; of those that match equally much the first. */
export function choosePhrases(candidates: readonly string[], context: ChoiceContext): string[] {
  const { accepted, refused } = context;
  const usable = [...new Set(candidates)].flatMap((phrase) => {
    const counts = createTrial(phrase, context);
    return refused.some(counts) ? [] : [{ phrase, takes: new Set(accepted.filter(counts)) }];
  });
  const chosen: string[] = [];
  const left = new Set(accepted);
  for (;;) {
    const gain = ({ takes }: (typeof usable)[number]) => [...takes].filter((words) => left.has(words)).length;
    const best = usable.toSorted((a, b) => gain(b) - gain(a))[0];
    if (best === undefined || gain(best) === 0) return chosen;
    chosen.push(best.phrase);
    for (const words of best.takes) left.delete(words);
  }
}
