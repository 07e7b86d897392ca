/**
 * A step through a phrase. `word`: one of its words or values; `any`: a word that a gap lets pass; `none`: nothing is
 * heard.
 */
export interface PhraseEdge {
  readonly kind: 'word' | 'any' | 'none';
  readonly from: number;
  readonly to: number;
  /** Number of the word or value in the pack's vocabulary; -1 for other kinds. */
  readonly item: number;
  /** The word as the phrase has it, for people to read. */
  readonly text: string;
  /** Whether the text is only how the word begins. */
  readonly prefix: boolean;
  readonly weight: number;
  /** Whether it has to be heard for the phrase to match; other words may be dropped. */
  readonly essential: boolean;
  /** Whether moving it to the front makes a question. */
  readonly auxiliary: boolean;
  /** What taking this edge costs by itself. */
  readonly cost: number;
}

/** A phrase as a graph without circles: states are numbered so that edges lead from lower to higher numbers. */
export interface PhraseGraph {
  /** Edges by the state they leave, and by the state they reach. The first state is 0, the last is the goal. */
  readonly leaving: readonly (readonly PhraseEdge[])[];
  readonly reaching: readonly (readonly PhraseEdge[])[];
  readonly goal: number;
  /** Each cut is a set of edges of which every match takes at least one, or else drops one. Some are hard. */
  readonly cuts: readonly (readonly PhraseEdge[])[];
  /** The greatest weight that lies between a state and the goal, and between the start and a state. */
  readonly weightAhead: readonly number[];
  readonly weightBehind: readonly number[];
  /** How many words of speech a match may span. */
  readonly maxWords: number;
}

/** Whether every match takes an edge of the cut, whatever may be dropped. */
export function isHard(cut: readonly PhraseEdge[]): boolean {
  return cut.every(({ essential }) => essential);
}

/** Works out what follows from the edges alone. */
export function completeGraph(
  edges: readonly PhraseEdge[],
  goal: number,
  cuts: readonly (readonly PhraseEdge[])[],
): PhraseGraph {
  const leaving: PhraseEdge[][] = Array.from({ length: goal + 1 }, () => []);
  const reaching: PhraseEdge[][] = Array.from({ length: goal + 1 }, () => []);
  for (const edge of edges) {
    leaving[edge.from]?.push(edge);
    reaching[edge.to]?.push(edge);
  }
  const weightAhead = Array.from({ length: goal + 1 }, () => 0);
  const weightBehind = Array.from({ length: goal + 1 }, () => 0);
  const wordsBehind = Array.from({ length: goal + 1 }, () => 0);
  for (let state = 0; state <= goal; state += 1) {
    for (const { from, weight, kind } of reaching[state] ?? []) {
      weightBehind[state] = Math.max(weightBehind[state] ?? 0, (weightBehind[from] ?? 0) + weight);
      wordsBehind[state] = Math.max(wordsBehind[state] ?? 0, (wordsBehind[from] ?? 0) + (kind === 'none' ? 0 : 1));
    }
  }
  for (let state = goal; state >= 0; state -= 1) {
    for (const { to, weight } of leaving[state] ?? []) {
      weightAhead[state] = Math.max(weightAhead[state] ?? 0, (weightAhead[to] ?? 0) + weight);
    }
  }
  // Room for fillers and repetitions between all words, and for a value of several words.
  return { leaving, reaching, goal, cuts, weightAhead, weightBehind, maxWords: 3 * (wordsBehind[goal] ?? 0) + 12 };
}
