import { parsePhrase, type PhraseAst } from './phrase.js';
import { isDroppable } from './phrase-weights.js';
import type { WordReader } from '../words/word-reader.js';

/** What the words of a phrase are read with. */
interface SubstanceContext {
  readonly expansions: Readonly<Record<string, string>>;
  readonly reader: WordReader;
}

/** Whether something of a phrase has to be heard whatever may be dropped. Expansions that are not known have none. */
export function hasSubstance(ast: PhraseAst, context: SubstanceContext, depth = 0): boolean {
  const { expansions, reader } = context;
  switch (ast.kind) {
    case 'text':
      return reader.wordTokens(ast.text).some(({ text }) => !isDroppable(text, reader.classes));
    case 'sequence':
      return ast.items.some((item) => hasSubstance(item, context, depth));
    case 'alternatives':
      return ast.options.every((option) => hasSubstance(option, context, depth));
    case 'slot':
      return true;
    case 'gap':
    case 'optional':
      return false;
    case 'expansion': {
      const phrase = Object.hasOwn(expansions, ast.name) ? expansions[ast.name] : undefined;
      // An expansion that contains itself is refused elsewhere.
      return (
        phrase !== undefined && depth < 10 && hasSubstance(parsePhrase(phrase, reader.language), context, depth + 1)
      );
    }
    default:
      return ast satisfies never;
  }
}
