import type { HeardSpeech } from './heard-speech.js';
import type { HeardWord } from './heard-words.js';
import type { PhraseEdge, PhraseGraph } from './phrase-graph.js';
import { costs } from './phrase-weights.js';
import type { Stand } from './vocabulary.js';

/** Where a phrase was heard, in words of the speech. */
export interface Alignment {
  readonly from: number;
  /** The word behind it. */
  readonly to: number;
  /** Cost of all differences, less what is allowed: 0 and below is a match. */
  readonly score: number;
}

/** What may differ between speech and phrase. */
export interface AlignmentOptions {
  /** Whether words may sound alike only, and be joined or divided. */
  readonly unlike: boolean;
  /** Whether small words may be dropped or added. */
  readonly uneven: boolean;
  /** Whether auxiliaries may be dropped too. */
  readonly withoutAuxiliary: boolean;
}

/** An edge of the phrase that was heard: the words that stand for it, and how unlike they are. */
export interface Anchor {
  readonly edge: PhraseEdge;
  readonly from: number;
  readonly to: number;
  readonly distance: number;
}

/** Rounding of sums of costs. */
const epsilon = 1e-9;

type Direction = 1 | -1;
interface End {
  readonly at: number;
  readonly score: number;
}

/** Aligns phrases with speech, by dynamic programming over the phrase's states and the speech's words. */
export function createAligner(isAuxiliary: (text: string) => boolean) {
  let cells = new Float64Array(4096);

  /** The cheapest way from a state and a place between words to the phrase's end (1) or start (-1). */
  function explore(
    graph: PhraseGraph,
    speech: HeardSpeech,
    options: AlignmentOptions,
    start: { state: number; at: number; limit: number },
    direction: Direction,
  ): End | undefined {
    const forward = direction === 1;
    const states = graph.goal + 1;
    const goal = forward ? graph.goal : 0;
    const room = forward ? speech.words.length - start.at : start.at;
    const rows = Math.min(graph.maxWords, room) + 1;
    if (cells.length < rows * states) cells = new Float64Array(rows * states * 2);
    cells.fill(Infinity, 0, rows * states);
    const edgesOf = forward ? graph.leaving : graph.reaching;
    const weightLeft = forward ? graph.weightAhead : graph.weightBehind;
    const spans = forward ? speech.spansFrom : speech.spansTo;
    const passes = forward ? speech.passesFrom : speech.passesTo;
    const reach = (row: number, state: number, score: number): void => {
      const cell = row * states + state;
      if (row < rows && score < (cells[cell] ?? Infinity)) cells[cell] = score;
    };
    let best: End | undefined;
    let lastRow = 0;
    cells[start.state] = 0;
    for (let row = 0; row < rows && row <= lastRow; row += 1) {
      const at = start.at + row * direction;
      const word = speech.words[forward ? at : at - 1];
      for (let step = 0; step < states; step += 1) {
        const state = forward ? step : states - 1 - step;
        const score = cells[row * states + state] ?? Infinity;
        if (score - costs.allowance * (weightLeft[state] ?? 0) > start.limit + epsilon) continue;
        if (state === goal && (best === undefined || score < best.score - epsilon)) best = { at, score };
        for (const edge of edgesOf[state] ?? []) {
          const next = forward ? edge.to : edge.from;
          if (edge.kind === 'none') {
            reach(row, next, score);
            continue;
          }
          if (edge.kind === 'word') {
            if (isDroppable(edge, options)) reach(row, next, score + costs.dropped * edge.weight);
            for (const span of spans.get(at) ?? []) {
              const taken = costOf(edge, span.stands, options);
              if (taken === Infinity) continue;
              const to = row + span.to - span.from;
              lastRow = Math.max(lastRow, to);
              reach(to, next, score + taken);
            }
          }
          if (word === undefined) continue;
          const taken = edge.kind === 'any' ? costOfGap(word, options) : costOf(edge, word.stands, options);
          if (taken === Infinity) continue;
          lastRow = Math.max(lastRow, row + 1);
          reach(row + 1, next, score + taken);
        }
        for (const to of passes.get(at) ?? []) {
          const passedRow = Math.abs(to - start.at);
          lastRow = Math.max(lastRow, passedRow);
          reach(passedRow, state, score);
        }
        if (options.uneven && state !== goal && word !== undefined) {
          const added = costOfAdded(word);
          if (added === Infinity) continue;
          lastRow = Math.max(lastRow, row + 1);
          reach(row + 1, state, score + added);
        }
      }
    }
    return best;
  }

  const isDroppable = (edge: PhraseEdge, { uneven, withoutAuxiliary }: AlignmentOptions): boolean =>
    uneven && !edge.essential && (withoutAuxiliary || !isAuxiliary(edge.text));

  /** @returns the best match of a phrase in which a given edge is heard at a given place */
  return (
    graph: PhraseGraph,
    speech: HeardSpeech,
    anchor: Anchor,
    options: AlignmentOptions,
  ): Alignment | undefined => {
    const { edge } = anchor;
    const own = costOf(edge, [{ item: edge.item, distance: anchor.distance }], options);
    const ahead = graph.weightAhead[edge.to] ?? 0;
    const behind = explore(
      graph,
      speech,
      options,
      { state: edge.from, at: anchor.from, limit: costs.allowance * ahead - own },
      -1,
    );
    if (behind === undefined) return undefined;
    const limit = -own - behind.score;
    const front = explore(graph, speech, options, { state: edge.to, at: anchor.to, limit }, 1);
    if (front === undefined) return undefined;
    return { from: behind.at, to: front.at, score: behind.score + own + front.score };
  };
}

export type Aligner = ReturnType<typeof createAligner>;

/** The cost of words standing for an edge, less what its weight allows. */
function costOf(edge: PhraseEdge, stands: readonly Stand[], { unlike }: AlignmentOptions): number {
  const stand = stands.find(({ item }) => item === edge.item);
  if (stand === undefined) return Infinity;
  const difference = edge.cost + stand.distance;
  if (difference > 0 && !unlike) return Infinity;
  // Only what was heard as it is makes room for differences elsewhere.
  return edge.cost + (stand.distance > 0 ? edge.weight * stand.distance : -edge.weight * costs.allowance);
}

function costOfGap({ negates }: HeardWord, { uneven }: AlignmentOptions): number {
  if (negates) return Infinity;
  return uneven ? costs.gap : 0;
}

function costOfAdded(word: HeardWord): number {
  if (word.negates || word.numeric) return Infinity;
  return word.small ? costs.addedSmall : costs.added;
}
