import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { isHard, type PhraseEdge } from '../phrases/phrase-graph.js';
import { createPackedLists } from './packed-lists.js';
import { DISTANCE_SCALE } from './phrase-postings.js';
import { costs } from '../phrases/phrase-weights.js';

/** Costs and gains are whole numbers here, so many to 1, as distances are. */
const scaled = (cost: number): number => Math.round(cost * DISTANCE_SCALE);

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const ROUNDING = 100;

/** The gain of what cannot be, far below any other. */
const IMPOSSIBLE = -(2 ** 29);

/** Speeches are counted up to here, and then anew; no distance is greater. */
const MAX_NUMBER = 0x7f_ff_ff_ff;

/** What is noted of an item, adjacent: the speech in which it was last heard, and what was heard of it there. */
const HEARD = { speech: 0, first: 1, last: 2, distance: 3, size: 4 };

/**
 * A step through a phrase: from a state to another, by a set of items (-1 if by none), what it gains heard as it is, and
 * loses by the distance of what it is taken for, in percent (-1 if it is not), what it gains if it is dropped, and what the
 * rest of the phrase gains if nothing of it is heard.
 */
const STEP = { from: 0, to: 1, set: 2, gain: 3, loss: 4, dropped: 5, rest: 6, size: 7 };

/** Notes which words of phrases are heard in the current speech, to tell which phrases are worth trying. */
export function createHeardItems({ phrases, items }: CompiledPhrases) {
  const heard = new Int32Array(items * HEARD.size);
  let speech = 0;
  // Phrases share many of their sets of items: what was heard of each is worked out once for a speech.
  const sets = createItemSets();
  const setOf = (edges: readonly PhraseEdge[]) => sets.add(edges.map(({ item }) => item));
  // All numbers lie together, since they are looked up here and there: each list begins with how many there are.
  const lists = createPackedLists();
  const stepsAt = Int32Array.from(phrases, (phrase) => {
    const steps = stepsOf(phrase, setOf);
    return lists.add([steps.length, ...steps]);
  });
  const addCuts = (cuts: readonly (readonly PhraseEdge[])[]) => lists.add([cuts.length, ...cuts.map(setOf)]);
  const hardCutsAt = Int32Array.from(phrases, ({ graph }) => addCuts(graph.cuts.filter(isHard)));
  const setsAt = Int32Array.from(sets.all, (set) => lists.add([set.length, ...set]));
  const numbers = lists.numbers();
  // By set, as by item: where any of its items was heard first and last (-1 if nowhere), and the least that it was unlike.
  const heardOf = new Int32Array(sets.all.length * HEARD.size);
  // By state, of what is heard from there to the phrase's end: the most that it gains, and the last place at which it may
  // begin (-1 if nothing is heard).
  const goals = Int32Array.from(phrases, ({ graph }) => graph.goal);
  const best = new Int32Array(goals.reduce((most, goal) => Math.max(most, goal + 1), 0));
  const latest = new Int32Array(best.length);

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
      const start = Math.max(0, place);
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
    /**
     * Whether the phrase can match at all: enough of its words were heard from a place on, in its order, the last of them at
     * `end` or behind it.
     */
    isPossible(phrase: number, place: number, end: number): boolean {
      const earliest = Math.max(0, place);
      const states = (goals[phrase] ?? 0) + 1;
      best.fill(IMPOSSIBLE, 0, states);
      latest.fill(-1, 0, states);
      const start = stepsAt[phrase] ?? 0;
      const behind = start + (numbers[start] ?? 0);
      for (let step = start + 1; step < behind; step += STEP.size) {
        const to = numbers[step + STEP.to] ?? 0;
        const set = numbers[step + STEP.set] ?? -1;
        const rest = numbers[step + STEP.rest] ?? 0;
        const before = latest[to] ?? -1;
        if (before < 0 && rest === IMPOSSIBLE) continue;
        const dropped = numbers[step + STEP.dropped] ?? 0;
        const at = set < 0 ? 0 : lookAt(set);
        const last = set < 0 ? -1 : (heardOf[at + HEARD.last] ?? -1);
        if (last < earliest && dropped === IMPOSSIBLE) continue;
        let left = dropped === IMPOSSIBLE ? IMPOSSIBLE : (best[to] ?? 0) + dropped;
        let begins = dropped === IMPOSSIBLE ? -1 : before;
        if (last >= earliest) {
          const distance = heardOf[at + HEARD.distance] ?? 0;
          const loss = numbers[step + STEP.loss] ?? 0;
          const gain = distance === 0 ? (numbers[step + STEP.gain] ?? 0) : -Math.floor((loss * distance) / 100);
          const isAlike = distance === 0 || loss >= 0;
          if (isAlike && (heardOf[at + HEARD.first] ?? 0) <= before) {
            left = Math.max(left, (best[to] ?? 0) + gain);
            begins = Math.max(begins, Math.min(before, last));
          }
          if (isAlike && rest > IMPOSSIBLE && last >= end) {
            left = Math.max(left, rest + gain);
            begins = Math.max(begins, last);
          }
        }
        const from = numbers[step + STEP.from] ?? 0;
        if (left > (best[from] ?? 0)) best[from] = left;
        if (begins > (latest[from] ?? 0)) latest[from] = begins;
      }
      return (best[0] ?? 0) >= -ROUNDING;
    },
  };
}

/** The steps through a phrase, from its end to its start; words with the same ends that weigh the same are one. */
function stepsOf(
  { graph, options: { allowance, unlike, uneven } }: CompiledPhrase,
  setOf: (edges: readonly PhraseEdge[]) => number,
): number[] {
  const rests = Array.from({ length: graph.goal + 1 }, (_, state) => (state === graph.goal ? 0 : IMPOSSIBLE));
  return graph.leaving.toReversed().flatMap((leaving) => {
    const alike = Map.groupBy(leaving, ({ to, item, weight, essential }) => `${to} ${item < 0} ${weight} ${essential}`);
    return [...alike.values()].flatMap((edges) => {
      const [{ from, to, item, weight, essential } = { from: 0, to: 0, item: -1, weight: 0, essential: true }] = edges;
      const isDropped = item < 0 || (uneven && !essential);
      const dropped = isDropped ? -scaled(item < 0 ? 0 : costs.dropped * weight) : IMPOSSIBLE;
      const rest = rests[to] ?? IMPOSSIBLE;
      if (isDropped && rest > IMPOSSIBLE) rests[from] = Math.max(rests[from] ?? IMPOSSIBLE, rest + dropped);
      const set = item < 0 ? -1 : setOf(edges);
      return [from, to, set, scaled(allowance * weight), unlike ? Math.round(100 * weight) : -1, dropped, rest];
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
