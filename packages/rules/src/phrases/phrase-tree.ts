import { PhraseError } from './phrase-error.js';
import { parsePhrase, type PhraseAst } from './phrase.js';
import { isEssential, phraseSteps, type PhraseSteps, type TextAst } from './phrase-steps.js';
import { isDroppable } from './phrase-weights.js';
import type { WordReader } from '../words/word-reader.js';

/** A phrase in which expansions are what they stand for, and runs of plain words are taken apart. Phrases share parts. */
export type PhraseTree = {
  /** Whether something of it has to be heard whatever may be dropped. */
  readonly substance: boolean;
  /** How many states a graph needs for it. */
  readonly states: number;
} & (
  | ({ readonly kind: 'words' } & PhraseSteps)
  | { readonly kind: 'sequence'; readonly items: readonly PhraseTree[] }
  | { readonly kind: 'alternatives'; readonly options: readonly PhraseTree[] }
  | { readonly kind: 'optional'; readonly item: PhraseTree }
  | { readonly kind: 'gap'; readonly max: number }
  | { readonly kind: 'slot'; readonly text: string }
);

/** A phrase with more states than this (long lists of expansions in expansions) is refused. */
const MAX_STATES = 2000;

export interface PhraseTreesContext {
  readonly expansions: Readonly<Record<string, string>>;
  /** Reads the language of the phrases. */
  readonly reader: WordReader;
}

/** Reads phrases that may use the same expansions; each of these is read once. */
export function createPhraseTrees({ expansions, reader }: PhraseTreesContext) {
  const { language, classes } = reader;
  const known = new Map<string, PhraseTree>();
  const tokens = new Map<string, ReturnType<typeof reader.wordTokens>>();
  const remembering: WordReader = {
    ...reader,
    wordTokens(written) {
      const read = tokens.get(written) ?? reader.wordTokens(written);
      tokens.set(written, read);
      return read;
    },
  };

  function wordsOf(texts: readonly TextAst[]): PhraseTree {
    const read = phraseSteps(texts, remembering);
    const substance = texts.some(({ text }) =>
      remembering.wordTokens(text).some((token) => !isDroppable(token.text, classes)),
    );
    return { kind: 'words', substance, states: read.length, ...read };
  }

  function sequenceOf(items: readonly PhraseAst[], within: readonly string[]): PhraseTree {
    const parts: PhraseTree[] = [];
    for (let index = 0; index < items.length;) {
      const texts: TextAst[] = [];
      for (let item = items[index]; item?.kind === 'text'; item = items[index + texts.length]) texts.push(item);
      const item = items[index];
      parts.push(texts.length > 0 || item === undefined ? wordsOf(texts) : treeOf(item, within));
      index += Math.max(texts.length, 1);
    }
    return { kind: 'sequence', items: parts, substance: parts.some(hasSubstance), states: statesOf(parts) };
  }

  function treeOf(ast: PhraseAst, within: readonly string[]): PhraseTree {
    switch (ast.kind) {
      case 'text':
        return wordsOf([ast]);
      case 'sequence':
        return sequenceOf(ast.items, within);
      case 'alternatives': {
        const options = ast.options.map((option) => treeOf(option, within));
        return { kind: 'alternatives', options, substance: options.every(hasSubstance), states: statesOf(options) + 1 };
      }
      case 'optional': {
        const item = treeOf(ast.item, within);
        return { kind: 'optional', item, substance: false, states: item.states };
      }
      case 'gap':
        return { kind: 'gap', max: ast.max, substance: false, states: ast.max + 1 };
      case 'slot':
        return { kind: 'slot', text: `{${ast.slot}}`, substance: true, states: 1 };
      case 'expansion':
        return expansionOf(ast.name, ast.offset, within);
      default:
        return ast satisfies never;
    }
  }

  function expansionOf(name: string, offset: number, within: readonly string[]): PhraseTree {
    const phrase = Object.hasOwn(expansions, name) ? expansions[name] : undefined;
    if (phrase === undefined) {
      const hint = 'name it under `expansions`, or correct the name';
      throw new PhraseError(`no expansion is called <${name}>`, hint, offset);
    }
    if (within.includes(name)) {
      throw new PhraseError(`expansion <${name}> contains itself`, 'spell out what it stands for', offset);
    }
    const tree = known.get(name) ?? treeOf(parsePhrase(phrase, language), [...within, name]);
    known.set(name, tree);
    return tree;
  }

  return {
    reader,
    /**
     * Reads a phrase.
     *
     * @throws {PhraseError} when its notation is broken, an expansion is not known or contains itself, it is too long,
     *   or it matches nothing at all
     */
    read(phrase: string): PhraseTree {
      const tree = treeOf(parsePhrase(phrase, language), []);
      if (tree.states >= MAX_STATES) throw new PhraseError('it is too long', 'divide it into several phrases', 0);
      if (!hasToBeHeard(tree, !tree.substance)) {
        throw new PhraseError('it matches when nothing is said', 'leave at least one word outside [ ]', 0);
      }
      return tree;
    },
  };
}

export type PhraseTrees = ReturnType<typeof createPhraseTrees>;

/** Whether each of some alternatives is so strict that no word may be dropped: if one has to be heard, all have to. */
export function isStrictAmong(option: PhraseTree, options: readonly PhraseTree[], strict: boolean): boolean {
  return !option.substance && (strict || options.some(hasSubstance));
}

/** Whether every match contains something of it. */
function hasToBeHeard(tree: PhraseTree, strict: boolean): boolean {
  switch (tree.kind) {
    case 'words':
      return tree.cuts.some((cut) => cut.every((index) => isEssential(tree.steps[index], strict)));
    case 'sequence':
      return tree.items.some((item) => hasToBeHeard(item, strict));
    case 'alternatives':
      return tree.options.every((option) => hasToBeHeard(option, isStrictAmong(option, tree.options, strict)));
    case 'optional':
    case 'gap':
      return false;
    case 'slot':
      return true;
    default:
      return tree satisfies never;
  }
}

const hasSubstance = ({ substance }: PhraseTree): boolean => substance;
const statesOf = (trees: readonly PhraseTree[]): number => trees.reduce((sum, { states }) => sum + states, 0);
