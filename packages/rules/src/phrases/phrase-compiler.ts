import { completeGraph, isHard, type PhraseEdge, type PhraseGraph } from './phrase-graph.js';
import { isEssential, type PhraseSteps } from './phrase-steps.js';
import { isStrictAmong, type PhraseTree, type PhraseTrees } from './phrase-tree.js';
import { SLOT_WEIGHT } from './phrase-weights.js';
import type { Vocabulary } from './vocabulary.js';

/** What phrases are compiled with. */
export interface PhraseContext {
  readonly trees: PhraseTrees;
  readonly vocabulary: Vocabulary;
}

interface Part {
  /** The state in which it ends. */
  readonly to: number;
  readonly cuts: readonly (readonly PhraseEdge[])[];
}

/**
 * Compiles a phrase.
 *
 * @throws {PhraseError} when it cannot be read, or matches nothing at all
 */
export function compilePhrase(phrase: string, context: PhraseContext): PhraseGraph {
  return new PhraseCompiler(context).compile(context.trees.read(phrase));
}

/** Where a part of a phrase stands. */
interface Place {
  readonly from: number;
  /** Whether every word of it has to be heard, so that nothing is left that could match when nothing is said. */
  readonly strict: boolean;
}

class PhraseCompiler {
  readonly #context: PhraseContext;
  readonly #edges: PhraseEdge[] = [];
  #states = 1;

  constructor(context: PhraseContext) {
    this.#context = context;
  }

  compile(phrase: PhraseTree): PhraseGraph {
    const { to, cuts } = this.#add(phrase, { from: 0, strict: !phrase.substance });
    return completeGraph({ edges: this.#edges, goal: to, cuts });
  }

  #newState(): number {
    this.#states += 1;
    return this.#states - 1;
  }

  #addEdge(edge: Pick<PhraseEdge, 'kind' | 'from' | 'to'> & Partial<PhraseEdge>): PhraseEdge {
    const { auxiliaries, pronouns } = this.#context.trees.reader.classes;
    const whole = {
      item: -1,
      text: '',
      prefix: false,
      weight: 0,
      essential: false,
      cost: 0,
      ...edge,
      auxiliary: auxiliaries.has(edge.text ?? ''),
      pronoun: pronouns.has(edge.text ?? ''),
    };
    this.#edges.push(whole);
    return whole;
  }

  #add(tree: PhraseTree, place: Place): Part {
    switch (tree.kind) {
      case 'words':
        return this.#addWords(tree, place);
      case 'sequence':
        return this.#addSequence(tree.items, place);
      case 'alternatives':
        return this.#addAlternatives(tree.options, place);
      case 'optional': {
        const { to } = this.#add(tree.item, place);
        // What takes no words (`[-]`) already ends where it began; an edge for passing over it would be a circle.
        if (to !== place.from) this.#addEdge({ kind: 'none', from: place.from, to });
        return { to, cuts: [] };
      }
      case 'gap':
        return { to: this.#addGap(tree.max, place.from), cuts: [] };
      case 'slot':
        return this.#addSlot(tree.text, place.from);
      default:
        return tree satisfies never;
    }
  }

  #addSlot(text: string, from: number): Part {
    const to = this.#newState();
    const item = this.#context.vocabulary.word(text);
    return {
      to,
      cuts: [[this.#addEdge({ kind: 'word', from, to, item, text, weight: SLOT_WEIGHT, essential: true })]],
    };
  }

  #addSequence(items: readonly PhraseTree[], { from, strict }: Place): Part {
    const cuts: (readonly PhraseEdge[])[] = [];
    let to = from;
    for (const item of items) {
      const part = this.#add(item, { from: to, strict });
      to = part.to;
      cuts.push(...part.cuts);
    }
    return { to, cuts };
  }

  /** If one of the alternatives has to be heard, none may be dropped: `(actual|our) results`. */
  #addAlternatives(options: readonly PhraseTree[], { from, strict }: Place): Part {
    const parts = options.map((option) => this.#add(option, { from, strict: isStrictAmong(option, options, strict) }));
    const to = this.#newState();
    for (const part of parts) this.#addEdge({ kind: 'none', from: part.to, to });
    const hardFirst = parts.map(({ cuts }) => cuts.toSorted((a, b) => Number(isHard(b)) - Number(isHard(a))));
    const cutCount = Math.min(...hardFirst.map(({ length }) => length));
    const cuts = Array.from({ length: cutCount }, (_, index) => hardFirst.flatMap((each) => each[index] ?? []));
    return { to, cuts };
  }

  #addGap(max: number, from: number): number {
    const states = Array.from({ length: max }, () => this.#newState());
    const to = this.#newState();
    [from, ...states].forEach((state, index, all) => {
      const next = all[index + 1];
      if (next !== undefined) this.#addEdge({ kind: 'any', from: state, to: next });
      this.#addEdge({ kind: 'none', from: state, to });
    });
    return to;
  }

  /** Adds plain words one after another; values among them are edges that span several words. */
  #addWords({ length, steps, cuts }: PhraseSteps, { from, strict }: Place): Part {
    const states = [from, ...Array.from({ length }, () => this.#newState())];
    const edges = steps.map((step) => {
      const { vocabulary } = this.#context;
      const item = step.prefix ? vocabulary.prefix(step.text, step.alias) : vocabulary.word(step.text, step.alias);
      const ends = { from: states[step.from] ?? from, to: states[step.to] ?? from };
      const { text, prefix, weight, optional } = step;
      if (optional) this.#addEdge({ kind: 'none', ...ends });
      return this.#addEdge({ kind: 'word', ...ends, item, text, prefix, weight, essential: isEssential(step, strict) });
    });
    return { to: states[length] ?? from, cuts: cuts.map((cut) => cut.flatMap((index) => edges[index] ?? [])) };
  }
}
