import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { isHard, type PhraseEdge } from '../phrases/phrase-graph.js';
import { createPackedLists } from './packed-lists.js';
import { unscaleDistance } from './phrase-postings.js';
import { costs } from '../phrases/phrase-weights.js';

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** Speeches are counted up to here, and then anew; no distance is greater. */
const MAX_NUMBER = 0x7f_ff_ff_ff;

/** What is noted of an item, adjacent: the speech in which it was last heard, and what was heard of it there. */
const HEARD = { speech: 0, first: 1, last: 2, distance: 3, size: 4 };

/** A step through a phrase: from a state to another, by a set of items (-1 if by none) of a weight, or dropped at a cost. */
const STEP = { from: 0, to: 1, set: 2, weight: 3, drop: 4, size: 5 };

/** Notes which words of phrases are heard in the current speech, to tell which phrases are worth trying. */
export function createHeardItems({ phrases, items, allowance }: CompiledPhrases) {
  const heard = new Int32Array(items * HEARD.size);
  let speech = 0;
  // Phrases share many of their sets of items: what was heard of each is worked out once for a speech.
  const sets = createItemSets();
  const setOf = (edges: readonly PhraseEdge[]) => sets.add(edges.map(({ item }) => item));
  // All numbers lie together, since they are looked up here and there: each list begins with how many there are.
  const steps = phrases.map((phrase) => Float32Array.from(stepsOf(phrase, setOf)));
  const lists = createPackedLists();
  const addCuts = (cuts: readonly (readonly PhraseEdge[])[]) => lists.add([cuts.length, ...cuts.map(setOf)]);
  // Rarest first: what was not heard is found out soonest.
  const neededAt = Int32Array.from(phrases, ({ needs }) =>
    addCuts(needs.filter(({ hard }) => hard).map(({ cut }) => cut)),
  );
  const hardCutsAt = Int32Array.from(phrases, ({ graph }) => addCuts(graph.cuts.filter(isHard)));
  const setsAt = Int32Array.from(sets.all, (set) => lists.add([set.length, ...set]));
  const numbers = lists.numbers();
  // By set, as by item: where any of its items was heard first and last (-1 if nowhere), and the least that it was unlike.
  const heardOf = new Int32Array(sets.all.length * HEARD.size);
  // By state: the most that is left when a phrase is gone through from there to its end, and the last place at which what
  // follows may begin.
  const best = new Float64Array(phrases.reduce((most, { graph }) => Math.max(most, graph.goal + 1), 0));
  const latest = new Float64Array(best.length);

  /** Works out what was heard of a set; returns where it is noted. */
  function lookAt(set: number): number {
    const own = set * HEARD.size;
    if (heardOf[own] === speech) return own;
    let first = -1;
    let last = -1;
    let distance = MAX_NUMBER;
    const start = setsAt[set] ?? 0;
    for (let index = start + (numbers[start] ?? 0); index > start; index -= 1) {
      const at = (numbers[index] ?? 0) * HEARD.size;
      if (heard[at] !== speech) continue;
      const itemFirst = heard[at + HEARD.first] ?? 0;
      if (first < 0 || itemFirst < first) first = itemFirst;
      last = Math.max(last, heard[at + HEARD.last] ?? 0);
      distance = Math.min(distance, heard[at + HEARD.distance] ?? 0);
    }
    heardOf[own] = speech;
    heardOf[own + HEARD.first] = first;
    heardOf[own + HEARD.last] = last;
    heardOf[own + HEARD.distance] = distance;
    return own;
  }

  /** What a word of a phrase leaves for differences elsewhere: only what was heard as it is earns an allowance. */
  function gainOf(distance: number, weight: number, unlike: boolean): number {
    if (distance === 0) return weight * allowance;
    return unlike ? -weight * unscaleDistance(distance) : -Infinity;
  }

  return {
    begin(): void {
      if (speech === MAX_NUMBER) for (const noted of [heard, heardOf]) noted.fill((speech = 0));
      speech += 1;
    },
    /** Notes what the word at a place may stand for. */
    note(stands: Int32Array, at: number, place: number): void {
      const end = at + 1 + 2 * (stands[at] ?? 0);
      for (let next = at + 1; next < end; next += 2) {
        const own = (stands[next] ?? 0) * HEARD.size;
        const distance = stands[next + 1] ?? 0;
        if (heard[own] !== speech) {
          heard[own] = speech;
          heard[own + HEARD.first] = place;
          heard[own + HEARD.distance] = distance;
        } else if (distance < (heard[own + HEARD.distance] ?? 0)) heard[own + HEARD.distance] = distance;
        heard[own + HEARD.last] = place;
      }
    },
    /** A quick look: whether all that a match of the phrase must contain was heard from a place on, in its order. */
    isHeard(phrase: number, place: number): boolean {
      const needed = neededAt[phrase] ?? 0;
      const start = Math.max(0, place);
      for (let index = needed + 1; index <= needed + (numbers[needed] ?? 0); index += 1)
        if ((heardOf[lookAt(numbers[index] ?? 0) + HEARD.last] ?? -1) < start) return false;
      // Hard cuts are in the order of the phrase: no match can be where one was last heard before another was first heard.
      const cuts = hardCutsAt[phrase] ?? 0;
      let earliest = start;
      for (let index = cuts + 1; index <= cuts + (numbers[cuts] ?? 0); index += 1) {
        const at = lookAt(numbers[index] ?? 0);
        if ((heardOf[at + HEARD.last] ?? -1) < earliest) return false;
        earliest = Math.max(earliest, heardOf[at + HEARD.first] ?? 0);
      }
      return true;
    },
    /** Whether the phrase can match at all: enough of its words were heard from a place on, in its order. */
    isPossible(phrase: number, place: number): boolean {
      const compiled = phrases[phrase];
      if (compiled === undefined) return false;
      const all = steps[phrase] ?? noSteps;
      const { goal } = compiled.graph;
      best.fill(-Infinity, 0, goal);
      latest.fill(-Infinity, 0, goal);
      best[goal] = 0;
      latest[goal] = Infinity;
      for (let step = 0; step < all.length; step += STEP.size) {
        const from = all[step + STEP.from] ?? 0;
        const to = all[step + STEP.to] ?? 0;
        const set = all[step + STEP.set] ?? -1;
        const before = latest[to] ?? 0;
        let gain = -(all[step + STEP.drop] ?? 0);
        let begins = gain === -Infinity ? -Infinity : before;
        if (set >= 0) {
          const at = lookAt(set);
          const last = heardOf[at + HEARD.last] ?? -1;
          if (last >= place && (heardOf[at + HEARD.first] ?? 0) <= before) {
            const weight = all[step + STEP.weight] ?? 0;
            const heardGain = gainOf(heardOf[at + HEARD.distance] ?? 0, weight, compiled.options.unlike);
            if (heardGain > -Infinity) begins = Math.max(begins, Math.min(before, last));
            gain = Math.max(gain, heardGain);
          }
        }
        const left = (best[to] ?? 0) + gain;
        if (left > (best[from] ?? 0)) best[from] = left;
        if (begins > (latest[from] ?? 0)) latest[from] = begins;
      }
      return (best[0] ?? 0) >= -EPSILON;
    },
  };
}

const noSteps = new Float32Array();

/** The steps through a phrase, from its end to its start; words with the same ends that weigh the same are one. */
function stepsOf({ graph, options }: CompiledPhrase, setOf: (edges: readonly PhraseEdge[]) => number): number[] {
  return graph.leaving.toReversed().flatMap((leaving) => {
    const alike = Map.groupBy(leaving, ({ to, item, weight, essential }) => `${to} ${item < 0} ${weight} ${essential}`);
    return [...alike.values()].flatMap((edges) => {
      const [{ from, to, item, weight, essential } = { from: 0, to: 0, item: -1, weight: 0, essential: true }] = edges;
      if (item < 0) return [from, to, -1, 0, 0];
      return [from, to, setOf(edges), weight, options.uneven && !essential ? costs.dropped * weight : Infinity];
    });
  });
}

/** Sets of items, each once. */
function createItemSets() {
  const all: number[][] = [];
  const numbers = new Map<string, number>();
  function add(items: readonly number[]): number {
    const set = [...new Set(items)].sort((a, b) => a - b);
    const name = set.join(' ');
    const number = numbers.get(name) ?? all.push(set) - 1;
    numbers.set(name, number);
    return number;
  }
  return { all, add };
}
