import { completeGraph, type PhraseEdge, type PhraseGraph } from './phrase-graph.js';
import { PhraseError } from './phrase-error.js';
import { parsePhrase, type PhraseAst } from './phrase.js';
import { phraseSteps } from './phrase-steps.js';
import { costs, slotWeight } from './phrase-weights.js';
import type { Vocabulary } from './vocabulary.js';
import { negators } from './word-classes.js';

/** What phrases are compiled with. */
export interface PhraseContext {
  readonly expansions: Readonly<Record<string, string>>;
  readonly vocabulary: Vocabulary;
}

interface Part {
  /** The state in which it ends. */
  readonly to: number;
  readonly cuts: readonly (readonly PhraseEdge[])[];
}

/** A phrase with more states than this (long lists of expansions in expansions) is refused. */
const maxStates = 2000;

/**
 * Compiles a phrase.
 * @throws {PhraseError} when its notation is broken, an expansion is not known or contains itself, or it matches nothing at all
 */
export function compilePhrase(phrase: string, context: PhraseContext): PhraseGraph {
  const lenient = new PhraseCompiler(context, false).compile(phrase);
  const graph = lenient.cuts.length > 0 ? lenient : new PhraseCompiler(context, true).compile(phrase);
  if (graph.cuts.length === 0) {
    throw new PhraseError('it matches when nothing is said', 'leave at least one word outside [ ]', 0);
  }
  return graph;
}

class PhraseCompiler {
  readonly #context: PhraseContext;
  /** Whether small words have to be heard too, which is so in a phrase that has no others. */
  readonly #strict: boolean;
  readonly #edges: PhraseEdge[] = [];
  #states = 1;

  constructor(context: PhraseContext, strict: boolean) {
    this.#context = context;
    this.#strict = strict;
  }

  compile(phrase: string): PhraseGraph {
    const { to, cuts } = this.#add(parsePhrase(phrase), 0, []);
    const joins = this.#joinNeighbours();
    const withJoins = cuts.map((cut) => [...cut, ...cut.flatMap((edge) => joins.get(edge) ?? [])]);
    return completeGraph(
      this.#edges,
      to,
      withJoins.map((cut) => [...new Set(cut)]),
    );
  }

  #newState(): number {
    if (this.#states >= maxStates) throw new PhraseError('it is too long', 'divide it into several phrases', 0);
    this.#states += 1;
    return this.#states - 1;
  }

  #addEdge(edge: Pick<PhraseEdge, 'kind' | 'from' | 'to'> & Partial<PhraseEdge>): PhraseEdge {
    const whole = { item: -1, text: '', weight: 0, essential: false, cost: 0, ...edge };
    this.#edges.push(whole);
    return whole;
  }

  #add(ast: PhraseAst, from: number, within: readonly string[]): Part {
    switch (ast.kind) {
      case 'text':
        return this.#addSequence([ast], from, within);
      case 'sequence':
        return this.#addSequence(ast.items, from, within);
      case 'alternatives':
        return this.#addAlternatives(ast.options, from, within);
      case 'optional': {
        const { to } = this.#add(ast.item, from, within);
        this.#addEdge({ kind: 'none', from, to });
        return { to, cuts: [] };
      }
      case 'gap':
        return { to: this.#addGap(ast.max, from), cuts: [] };
      case 'slot': {
        const item = this.#context.vocabulary.word(`{${ast.slot}}`);
        const to = this.#newState();
        const text = `{${ast.slot}}`;
        return {
          to,
          cuts: [[this.#addEdge({ kind: 'word', from, to, item, text, weight: slotWeight, essential: true })]],
        };
      }
      case 'expansion':
        return this.#addExpansion(ast.name, ast.offset, from, within);
      default:
        return ast satisfies never;
    }
  }

  #addSequence(items: readonly PhraseAst[], from: number, within: readonly string[]): Part {
    const cuts: (readonly PhraseEdge[])[] = [];
    let to = from;
    for (let index = 0; index < items.length;) {
      const texts: Extract<PhraseAst, { kind: 'text' }>[] = [];
      for (let item = items[index]; item?.kind === 'text'; item = items[index + texts.length]) texts.push(item);
      const item = items[index];
      const part = texts.length > 0 || item === undefined ? this.#addTexts(texts, to) : this.#add(item, to, within);
      index += Math.max(texts.length, 1);
      to = part.to;
      cuts.push(...part.cuts);
    }
    return { to, cuts };
  }

  #addAlternatives(options: readonly PhraseAst[], from: number, within: readonly string[]): Part {
    const parts = options.map((option) => this.#add(option, from, within));
    const to = this.#newState();
    for (const part of parts) this.#addEdge({ kind: 'none', from: part.to, to });
    const cutCount = Math.min(...parts.map((part) => part.cuts.length));
    const cuts = Array.from({ length: cutCount }, (_, index) => parts.flatMap((part) => part.cuts[index] ?? []));
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

  #addExpansion(name: string, offset: number, from: number, within: readonly string[]): Part {
    const { expansions } = this.#context;
    const phrase = Object.hasOwn(expansions, name) ? expansions[name] : undefined;
    if (phrase === undefined) {
      throw new PhraseError(
        `no expansion is called <${name}>`,
        'name it under `expansions`, or correct the name',
        offset,
      );
    }
    if (within.includes(name)) {
      throw new PhraseError(`expansion <${name}> contains itself`, 'spell out what it stands for', offset);
    }
    return this.#add(parsePhrase(phrase), from, [...within, name]);
  }

  /** Adds plain words one after another; values among them are edges that span several words. */
  #addTexts(texts: readonly Extract<PhraseAst, { kind: 'text' }>[], from: number): Part {
    const { length, steps } = phraseSteps(texts, this.#strict);
    const states = [from, ...Array.from({ length }, () => this.#newState())];
    const edges = steps.map((step) => {
      const { vocabulary } = this.#context;
      const item = step.prefix ? vocabulary.prefix(step.text) : vocabulary.word(step.text);
      const ends = { from: states[step.from] ?? from, to: states[step.to] ?? from };
      if (step.optional) this.#addEdge({ kind: 'none', ...ends });
      const { text, weight, essential } = step;
      return this.#addEdge({ kind: 'word', ...ends, item, text, weight, essential });
    });
    const cuts = Array.from({ length }, (_, place) =>
      edges.filter((_edge, index) => (steps[index]?.from ?? 0) <= place && place < (steps[index]?.to ?? 0)),
    );
    return { to: states[length] ?? from, cuts: cuts.filter((cut) => cut.every((edge) => edge.essential)) };
  }

  /** For words that follow each other, adds an edge for the two heard as one word. Returns these by the edges they replace. */
  #joinNeighbours(): Map<PhraseEdge, PhraseEdge[]> {
    const joins = new Map<PhraseEdge, PhraseEdge[]>();
    const words = this.#edges.filter((edge) => edge.kind === 'word' && isJoinable(edge.text));
    const leaving: PhraseEdge[][] = Array.from({ length: this.#states }, () => []);
    for (const edge of this.#edges) leaving[edge.from]?.push(edge);
    const follow = (state: number): PhraseEdge[] =>
      (leaving[state] ?? []).flatMap((edge) => (edge.kind === 'none' ? follow(edge.to) : [edge]));
    for (const first of words) {
      for (const second of new Set(follow(first.to))) {
        if (!isJoinable(second.text) || second.kind !== 'word') continue;
        const text = (first.text + second.text).replace("'", '');
        const item = this.#context.vocabulary.join(text);
        const join = this.#addEdge({
          kind: 'word',
          from: first.from,
          to: second.to,
          item,
          text,
          weight: first.weight + second.weight,
          essential: true,
          cost: costs.joined,
        });
        for (const edge of [first, second]) joins.set(edge, [...(joins.get(edge) ?? []), join]);
      }
    }
    return joins;
  }
}

const isJoinable = (text: string): boolean => /^'?\p{L}+$/u.test(text) && !negators.has(text);
