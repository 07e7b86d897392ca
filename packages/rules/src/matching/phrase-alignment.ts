import type { HeardSpeech } from '../speech/heard-speech.js';
import type { HeardWord } from '../speech/heard-words.js';
import { joinedEdges, type PhraseEdge, type PhraseGraph } from '../phrases/phrase-graph.js';
import { dropsFor, leastCostsOf, noEdges, nowhere, waysOf, type LeastCosts, type StateWays } from './phrase-ways.js';
import { costs, type Tolerance } from '../phrases/phrase-weights.js';
import type { Stand } from '../phrases/vocabulary.js';

/** Where a phrase was heard, in words of the speech. */
export interface Alignment {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
  /** Cost of all differences, less what is allowed: 0 and below is a match. */
  readonly score: number;
}

/** An edge of the phrase that was heard: the words that stand for it, and how unlike they are. */
export interface Anchor {
  readonly edge: PhraseEdge;
  readonly from: number;
  readonly to: number;
  readonly distance: number;
}

/** On the way through a phrase: what it has cost so far, and how it goes on. */
interface Here {
  readonly score: number;
  readonly forward: boolean;
  readonly options: Tolerance;
}

/** Rounding of sums of costs. */
const EPSILON = 1e-9;

/** The end of the cheapest way from an anchor to an end of the phrase. */
interface End {
  readonly at: number;
  readonly score: number;
}

interface Start {
  readonly state: number;
  readonly at: number;
  /** The way may cost no more. */
  readonly limit: number;
  /** By state, what the way from there costs at least. */
  readonly costsLeft: ArrayLike<number>;
}

/**
 * Aligns phrases with speech, by dynamic programming over the phrase's states and the speech's words. What it returns
 * is the best match of a phrase in which a given edge is heard at a given place. Since the way through the phrase leads
 * over that edge, its two sides are independent: the best of each makes the best of all.
 */
export function createAligner() {
  // The cheapest score by row (how many words from the start) and state. Kept, so as not to be allocated for each try.
  let cells = new Float64Array(4096);
  let rows = 0;
  let states = 0;
  let lastRow = 0;
  function reach(row: number, state: number, score: number): void {
    if (row >= rows) return;
    if (row > lastRow) {
      cells.fill(Infinity, (lastRow + 1) * states, (row + 1) * states);
      lastRow = row;
    }
    const cell = row * states + state;
    if (score < (cells[cell] ?? Infinity)) cells[cell] = score;
  }

  /** Takes the edges that a word or value can stand for which ends at a row. */
  function hear(stands: readonly Stand[], row: number, byItem: StateWays['byItem'], { score, forward, options }: Here) {
    for (const { item, distance } of stands) {
      for (const edge of byItem.get(item) ?? noEdges) {
        const cost = costOf(edge, distance, options);
        if (cost < Infinity) reach(row, forward ? edge.to : edge.from, score + cost);
      }
    }
  }

  /** The cheapest path from a state and a place between words to the phrase's end, or to its start if not `forward`. */
  function explore(
    graph: PhraseGraph,
    speech: HeardSpeech,
    options: Tolerance,
    { state: first, at: origin, limit, costsLeft }: Start,
    forward: boolean,
  ): End | undefined {
    const { words } = speech;
    const goal = forward ? graph.goal : 0;
    states = graph.goal + 1;
    rows = Math.min(graph.maxWords, forward ? words.length - origin : origin) + 1;
    if (cells.length < rows * states) cells = new Float64Array(rows * states * 2);
    const ways = waysOf(graph, forward);
    const spansAt = forward ? speech.spansFrom : speech.spansTo;
    const passesAt = forward ? speech.passesFrom : speech.passesTo;
    const clausesAt = forward ? speech.clausesFrom : speech.clausesTo;
    lastRow = -1;
    reach(0, first, 0);
    let best: End | undefined;
    for (let row = 0; row <= lastRow; row += 1) {
      const at = forward ? origin + row : origin - row;
      const word = words[forward ? at : at - 1];
      const spans = spansAt[at];
      const passes = passesAt[at];
      const clauses = clausesAt[at];
      // Edges lead from lower states to higher ones.
      for (let step = 0; step <= Math.abs(goal - first); step += 1) {
        const state = forward ? first + step : first - step;
        const score = cells[row * states + state] ?? Infinity;
        const atLeast = score + (costsLeft[state] ?? Infinity);
        if (atLeast > limit + EPSILON || (best !== undefined && atLeast >= best.score - EPSILON)) continue;
        if (state === goal) {
          best = { at, score };
          continue;
        }
        const { none, any, byItem, kinds, drops } = ways[state] ?? nowhere;
        for (const next of none) reach(row, next, score);
        for (const { next, cost, subject } of dropsFor(drops, options))
          if (!subject || options.excess > 0 || !isBesideSubject(speech, at)) reach(row, next, score + cost);
        for (const next of any) {
          if (word !== undefined) reach(row + 1, next, score + costOfGap(word, options));
          if (clauses === undefined) continue;
          const perWord = options.uneven ? costs.gap : 0;
          for (const to of clauses) reach(Math.abs(to - origin), next, score + perWord * Math.abs(to - at));
        }
        if (kinds !== 0) {
          const here = { score, forward, options };
          if (word !== undefined && (word.kinds & kinds) !== 0) hear(word.stands, row + 1, byItem, here);
          if (spans !== undefined)
            for (const { from, to, stands } of spans) hear(stands, row + to - from, byItem, here);
        }
        if (options.unlike && word !== undefined && (word.kinds & kinds) !== 0) {
          for (const { first: one, second: other } of word.runs) {
            for (const edge of byItem.get(forward ? one : other) ?? noEdges)
              for (const joined of joinedEdges(graph, edge, forward ? other : one, forward))
                reach(row + 1, forward ? joined.to : joined.from, score + costOfEdge(joined, 0, options));
          }
        }
        if (passes !== undefined) for (const to of passes) reach(Math.abs(to - origin), state, score);
        if (options.uneven && word !== undefined) reach(row + 1, state, score + costOfAdded(word, options));
      }
    }
    return best;
  }

  return (
    graph: PhraseGraph,
    speech: HeardSpeech,
    anchor: Anchor,
    options: Tolerance,
    { ahead, behind }: LeastCosts = leastCostsOf(graph, options),
  ): Alignment | undefined => {
    const { edge, distance } = anchor;
    if (distance + edge.cost > 0 && !options.unlike) return undefined;
    const own = costOfEdge(edge, distance, options);
    const most = options.excess - own;
    const leastFront = ahead[edge.to] ?? Infinity;
    if ((behind[edge.from] ?? Infinity) + leastFront > most + EPSILON) return undefined;
    const start = { state: edge.from, at: anchor.from, limit: most - leastFront, costsLeft: behind };
    const back = explore(graph, speech, options, start, false);
    if (back === undefined) return undefined;
    const limit = most - back.score;
    const front = explore(graph, speech, options, { state: edge.to, at: anchor.to, limit, costsLeft: ahead }, true);
    return front && { from: back.at, to: front.at, score: back.score + own + front.score };
  };
}

/** The cost of hearing an edge's word so unlike, less what its weight allows. */
function costOf(edge: PhraseEdge, distance: number, options: Tolerance): number {
  return !options.unlike && distance + edge.cost > 0 ? Infinity : costOfEdge(edge, distance, options);
}

/** Only what was heard as it is makes room for differences elsewhere. */
function costOfEdge({ weight, cost }: PhraseEdge, distance: number, { allowance }: Tolerance): number {
  return cost + weight * (distance > 0 ? distance : -allowance);
}

/** Whether a word right before a place, or behind it, may be the subject in place of one of the phrase: `that is` for `it is`. */
function isBesideSubject({ words, passesFrom, passesTo }: HeardSpeech, at: number): boolean {
  let [before, behind] = [at, at];
  for (let pass = passesTo[before]; pass !== undefined; pass = passesTo[before]) before = Math.min(...pass);
  for (let pass = passesFrom[behind]; pass !== undefined; pass = passesFrom[behind]) behind = Math.max(...pass);
  return words[before - 1]?.subject === true || words[behind]?.subject === true;
}

function costOfGap({ negates }: HeardWord, { uneven }: Tolerance): number {
  if (negates) return Infinity;
  return uneven ? costs.gap : 0;
}

function costOfAdded({ negates, past, numeric, small }: HeardWord, { excess }: Tolerance): number {
  // A near miss may be one for the very word that denies it, or puts it into the past.
  if ((negates || past) && excess > 0) return costs.added;
  if (negates || past || numeric) return Infinity;
  return small ? costs.addedSmall : costs.added;
}
