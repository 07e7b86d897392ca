import type { CompiledPhrases, PhraseAnchor, PhraseNeed } from './compiled-phrases.js';
import { costs } from './phrase-weights.js';

/** Rounding of sums of costs. */
const epsilon = 1e-9;

/** What an unlike word costs, the allowance that it does not earn included. */
const unlikeCost = (distance: number, weight: number): number =>
  distance === 0 ? 0 : weight * (distance + costs.allowance);

/** Keeps which words of phrases the speech at hand has, to tell which phrases are worth a try. */
export function createHeardItems({ items }: CompiledPhrases) {
  // The turn in which a word was last heard, so that nothing has to be cleared for the next speech, and how alike at best.
  const heardIn = new Uint32Array(items);
  const distances = new Float64Array(items);
  let turn = 0;
  function costOfNeed({ items: alternatives, cost, weight }: PhraseNeed): number {
    let least = cost;
    for (const item of alternatives) {
      if (heardIn[item] === turn) least = Math.min(least, unlikeCost(distances[item] ?? 0, weight));
    }
    return least;
  }

  return {
    forgetAll(): void {
      turn = (turn + 1) >>> 0;
    },
    note(item: number, distance: number): void {
      if (heardIn[item] === turn && distance >= (distances[item] ?? 0)) return;
      heardIn[item] = turn;
      distances[item] = distance;
    },
    isHeard: (item: number): boolean => heardIn[item] === turn,
    /**
     * Whether a phrase can match where its anchor was heard, going by which of its other words were heard at all, and how
     * alike: the cost of what is missing or unlike must not be more than the whole phrase allows.
     */
    isWorthTrying({ phrase, edge }: PhraseAnchor, distance: number, speaker: string): boolean {
      if (phrase.speaker !== 'any' && phrase.speaker !== speaker) return false;
      let left = phrase.slack + epsilon - unlikeCost(distance, edge.weight);
      for (const need of phrase.alsoNeeds) {
        left -= costOfNeed(need);
        if (left < 0) return false;
      }
      return true;
    },
  };
}
