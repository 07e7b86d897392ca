import { completeGraph, isHard, type PhraseEdge, type PhraseGraph } from './phrase-graph.js';
import { PhraseError } from './phrase-error.js';
import { parsePhrase, type PhraseAst } from './phrase.js';
import { hasSubstance } from './phrase-substance.js';
import { phraseSteps, type TextAst } from './phrase-steps.js';
import { SLOT_WEIGHT } from './phrase-weights.js';
import type { Vocabulary } from './vocabulary.js';
import type { WordReader } from '../words/word-reader.js';

/** What phrases are compiled with. */
export interface PhraseContext {
  readonly expansions: Readonly<Record<string, string>>;
  readonly vocabulary: Vocabulary;
  /** Reads the language of the phrase. */
  readonly reader: WordReader;
}

interface Part {
  /** The state in which it ends. */
  readonly to: number;
  readonly cuts: readonly (readonly PhraseEdge[])[];
}

/** A phrase with more states than this (long lists of expansions in expansions) is refused. */
const MAX_STATES = 2000;

/**
 * Compiles a phrase.
 *
 * @throws {PhraseError} when its notation is broken, an expansion is not known or contains itself, or it matches
 *   nothing at all
 */
export function compilePhrase(phrase: string, context: PhraseContext): PhraseGraph {
  const graph = new PhraseCompiler(context).compile(parsePhrase(phrase, context.reader.language));
  if (!graph.cuts.some(isHard)) {
    throw new PhraseError('it matches when nothing is said', 'leave at least one word outside [ ]', 0);
  }
  return graph;
}

/** Where a part of a phrase stands. */
interface Place {
  readonly from: number;
  /** Whether every word of it has to be heard, so that nothing is left that could match when nothing is said. */
  readonly strict: boolean;
  /** The expansions it is part of. */
  readonly within: readonly string[];
}

class PhraseCompiler {
  readonly #context: PhraseContext;
  readonly #edges: PhraseEdge[] = [];
  #states = 1;

  constructor(context: PhraseContext) {
    this.#context = context;
  }

  compile(phrase: PhraseAst): PhraseGraph {
    const strict = !this.#hasSubstance(phrase);
    const { to, cuts } = this.#add(phrase, { from: 0, strict, within: [] });
    return completeGraph({ edges: this.#edges, goal: to, cuts });
  }

  #hasSubstance(ast: PhraseAst): boolean {
    return hasSubstance(ast, this.#context);
  }

  #newState(): number {
    if (this.#states >= MAX_STATES) throw new PhraseError('it is too long', 'divide it into several phrases', 0);
    this.#states += 1;
    return this.#states - 1;
  }

  #addEdge(edge: Pick<PhraseEdge, 'kind' | 'from' | 'to'> & Partial<PhraseEdge>): PhraseEdge {
    const whole = {
      item: -1,
      text: '',
      prefix: false,
      weight: 0,
      essential: false,
      cost: 0,
      ...edge,
      auxiliary: this.#context.reader.classes.auxiliaries.has(edge.text ?? ''),
    };
    this.#edges.push(whole);
    return whole;
  }

  #add(ast: PhraseAst, place: Place): Part {
    switch (ast.kind) {
      case 'text':
        return this.#addTexts([ast], place);
      case 'sequence':
        return this.#addSequence(ast.items, place);
      case 'alternatives':
        return this.#addAlternatives(ast.options, place);
      case 'optional': {
        const { to } = this.#add(ast.item, place);
        // What takes no words (`[-]`) already ends where it began; an edge for passing over it would be a circle.
        if (to !== place.from) this.#addEdge({ kind: 'none', from: place.from, to });
        return { to, cuts: [] };
      }
      case 'gap':
        return { to: this.#addGap(ast.max, place.from), cuts: [] };
      case 'slot':
        return this.#addSlot(`{${ast.slot}}`, place.from);
      case 'expansion':
        return this.#addExpansion(ast.name, ast.offset, place);
      default:
        return ast satisfies never;
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

  #addSequence(items: readonly PhraseAst[], place: Place): Part {
    const cuts: (readonly PhraseEdge[])[] = [];
    let from = place.from;
    for (let index = 0; index < items.length;) {
      const texts: TextAst[] = [];
      for (let item = items[index]; item?.kind === 'text'; item = items[index + texts.length]) texts.push(item);
      const item = items[index];
      const here = { ...place, from };
      const part = texts.length > 0 || item === undefined ? this.#addTexts(texts, here) : this.#add(item, here);
      index += Math.max(texts.length, 1);
      from = part.to;
      cuts.push(...part.cuts);
    }
    return { to: from, cuts };
  }

  /** If one of the alternatives has to be heard, none may be dropped: `(actual|our) results`. */
  #addAlternatives(options: readonly PhraseAst[], place: Place): Part {
    const strict = place.strict || options.some((option) => this.#hasSubstance(option));
    const parts = options.map((option) =>
      this.#add(option, { ...place, strict: strict && !this.#hasSubstance(option) }),
    );
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

  #addExpansion(name: string, offset: number, place: Place): Part {
    const { expansions, reader } = this.#context;
    const phrase = Object.hasOwn(expansions, name) ? expansions[name] : undefined;
    if (phrase === undefined) {
      const hint = 'name it under `expansions`, or correct the name';
      throw new PhraseError(`no expansion is called <${name}>`, hint, offset);
    }
    if (place.within.includes(name)) {
      throw new PhraseError(`expansion <${name}> contains itself`, 'spell out what it stands for', offset);
    }
    return this.#add(parsePhrase(phrase, reader.language), { ...place, within: [...place.within, name] });
  }

  /** Adds plain words one after another; values among them are edges that span several words. */
  #addTexts(texts: readonly TextAst[], { from, strict }: Place): Part {
    const { length, steps } = phraseSteps(texts, strict, this.#context.reader);
    const states = [from, ...Array.from({ length }, () => this.#newState())];
    const edges = steps.map((step) => {
      const { vocabulary } = this.#context;
      const item = step.prefix ? vocabulary.prefix(step.text, step.alias) : vocabulary.word(step.text, step.alias);
      const ends = { from: states[step.from] ?? from, to: states[step.to] ?? from };
      const { text, prefix, weight, essential, optional } = step;
      if (optional) this.#addEdge({ kind: 'none', ...ends });
      return { edge: this.#addEdge({ kind: 'word', ...ends, item, text, prefix, weight, essential }), step };
    });
    const cuts = Array.from({ length }, (_, place) =>
      edges.filter(({ step }) => step.from <= place && place < step.to),
    ).filter((cut) => cut.every(({ step }) => !step.optional));
    return { to: states[length] ?? from, cuts: cuts.map((cut) => cut.map(({ edge }) => edge)) };
  }
}
