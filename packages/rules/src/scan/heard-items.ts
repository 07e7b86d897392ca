import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { isHard, type PhraseEdge } from '../phrases/phrase-graph.js';
import { unscaleDistance } from './phrase-postings.js';
import { costs } from '../phrases/phrase-weights.js';
import { endsOf, VALUE_WORDS } from './phrase-ends.js';

/** Room for rounding errors; more than the alignment has, so that no match is filtered out. */
const EPSILON = 1e-6;

/** Numbers per edge: in `ways` the states it leaves and reaches and its item, in `prices` its weight and drop cost. */
const [WAY_SIZE, PRICE_SIZE] = [3, 2];

/** Offsets in what is noted of an item. */
const HEARD = { first: 1, last: 2, distance: 3, size: 4 };

/** Notes which words of phrases are heard in the current speech, to tell which phrases are worth trying. */
export function createHeardItems({ phrases, items, allowance }: CompiledPhrases) {
  // By item, adjacent: the speech in which it was last heard, its first and its last place there, and the least that it
  // was unlike.
  const heard = new Int32Array(items * HEARD.size);
  let speech = 0;
  // Phrases share many of their sets of items: what was heard of each is worked out once for a speech.
  const sets = createItemSets();
  const ends = phrases.map((phrase) => {
    const { items: last, inValue } = endsOf(phrase);
    return { set: sets.add(last), before: inValue ? VALUE_WORDS : 0 };
  });
  const edges = phrases.map(({ graph }) => graph.leaving.toReversed().flat());
  const ways = edges.map((some) => Int32Array.from(some.flatMap(({ from, to, item }) => [from, to, item])));
  const prices = edges.map((some, number) =>
    Float64Array.from(some.flatMap((edge) => [edge.weight, dropCost(phrases[number], edge)])),
  );
  const setOf = (cut: readonly PhraseEdge[]) => sets.add(new Set(cut.map(({ item }) => item)));
  const hardCuts = phrases.map(({ graph }) => graph.cuts.filter(isHard).map(setOf));
  const otherCuts = phrases.map(({ needs }) =>
    needs.flatMap(({ cut, hard }) => (hard && !isHard(cut) ? setOf(cut) : [])),
  );
  // By set, the speech in which it was looked at, and where any of its items was heard first and last; -1 if nowhere.
  const lookedAtIn = new Float64Array(sets.all.length);
  const firstOf = new Int32Array(sets.all.length);
  const lastOf = new Int32Array(sets.all.length);
  const goals = phrases.map(({ graph }) => graph.goal);
  // By state: the most that is left when a phrase is gone through from there to its end, and the last place at which what
  // follows may begin.
  const best = new Float64Array(goals.reduce((most, goal) => Math.max(most, goal + 1), 0));
  const latest = new Float64Array(best.length);

  /** Works out where any item of a set was heard. */
  function lookAt(set: number): void {
    if (lookedAtIn[set] === speech) return;
    lookedAtIn[set] = speech;
    let first = -1;
    let last = -1;
    for (const item of sets.all[set] ?? none) {
      const at = item * HEARD.size;
      if (heard[at] !== speech) continue;
      const itemFirst = heard[at + HEARD.first] ?? 0;
      if (first < 0 || itemFirst < first) first = itemFirst;
      last = Math.max(last, heard[at + HEARD.last] ?? 0);
    }
    firstOf[set] = first;
    lastOf[set] = last;
  }

  function isAnyHeard(set: number, from: number): boolean {
    lookAt(set);
    return (lastOf[set] ?? -1) >= from;
  }

  /** What a word of a phrase leaves for differences elsewhere: only what was heard as it is earns an allowance. */
  function gainOf(distance: number, weight: number, unlike: boolean): number {
    if (distance === 0) return weight * allowance;
    return unlike ? -weight * unscaleDistance(distance) : -Infinity;
  }

  return {
    begin(): void {
      speech = (speech + 1) | 0;
      if (speech === 0) heard.fill((speech = 1) - 1);
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
    /** Whether a match of the phrase may end at a place or behind it. */
    mayEnd(phrase: number, place: number): boolean {
      const last = ends[phrase];
      return last !== undefined && isAnyHeard(last.set, Math.max(0, place - last.before));
    },
    /** A quick look: whether all that a match of the phrase must contain was heard from a place on, in its order. */
    isHeard(phrase: number, place: number): boolean {
      // Hard cuts are in the order of the phrase: no match can be where one was last heard before another was first heard.
      let earliest = Math.max(0, place);
      for (const cut of hardCuts[phrase] ?? none) {
        if (!isAnyHeard(cut, earliest)) return false;
        earliest = Math.max(earliest, firstOf[cut] ?? 0);
      }
      for (const cut of otherCuts[phrase] ?? none) if (!isAnyHeard(cut, Math.max(0, place))) return false;
      return true;
    },
    /** Whether the phrase can match at all: enough of its words were heard from a place on, in its order. */
    isPossible(phrase: number, place: number): boolean {
      const way = ways[phrase] ?? none;
      const price = prices[phrase] ?? none;
      const goal = goals[phrase] ?? 0;
      const unlike = phrases[phrase]?.options.unlike === true;
      best.fill(-Infinity, 0, goal);
      latest.fill(-Infinity, 0, goal);
      best[goal] = 0;
      latest[goal] = Infinity;
      for (let edge = 0; edge * WAY_SIZE < way.length; edge += 1) {
        const item = way[edge * WAY_SIZE + 2] ?? -1;
        const from = way[edge * WAY_SIZE] ?? 0;
        const to = way[edge * WAY_SIZE + 1] ?? 0;
        const before = latest[to] ?? 0;
        let gain = item < 0 ? 0 : -(price[edge * PRICE_SIZE + 1] ?? 0);
        let begins = gain === -Infinity ? -Infinity : before;
        const at = item * HEARD.size;
        const last = heard[at + HEARD.last] ?? -1;
        if (item >= 0 && heard[at] === speech && last >= place && (heard[at + HEARD.first] ?? 0) <= before) {
          const heardGain = gainOf(heard[at + HEARD.distance] ?? 0, price[edge * PRICE_SIZE] ?? 0, unlike);
          if (heardGain > -Infinity) begins = Math.max(begins, Math.min(before, last));
          gain = Math.max(gain, heardGain);
        }
        const left = (best[to] ?? 0) + gain;
        if (left > (best[from] ?? 0)) best[from] = left;
        if (begins > (latest[from] ?? 0)) latest[from] = begins;
      }
      return (best[0] ?? 0) >= -EPSILON;
    },
  };
}

const none: readonly number[] = [];

/** Sets of items, each once. */
function createItemSets() {
  const all: Int32Array[] = [];
  const numbers = new Map<string, number>();
  function add(items: ReadonlySet<number>): number {
    const set = Int32Array.from(items).sort();
    const name = set.join(' ');
    const number = numbers.get(name) ?? all.push(set) - 1;
    numbers.set(name, number);
    return number;
  }
  return { all, add };
}

/** The cost of dropping an edge; infinite if it has to be heard. */
function dropCost(phrase: CompiledPhrase | undefined, { essential, weight }: PhraseEdge): number {
  return phrase?.options.uneven === true && !essential ? costs.dropped * weight : Infinity;
}
