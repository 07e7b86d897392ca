import { parsePhrase, type PhraseAst } from './phrase.js';
import { isDroppable } from './phrase-weights.js';
import { wordTokens } from '../words/word-tokens.js';

/** Whether something of a phrase has to be heard whatever may be dropped. Expansions that are not known have none. */
export function hasSubstance(ast: PhraseAst, expansions: Readonly<Record<string, string>>, depth = 0): boolean {
  switch (ast.kind) {
    case 'text':
      return wordTokens(ast.text).some(({ text }) => !isDroppable(text));
    case 'sequence':
      return ast.items.some((item) => hasSubstance(item, expansions, depth));
    case 'alternatives':
      return ast.options.every((option) => hasSubstance(option, expansions, depth));
    case 'slot':
      return true;
    case 'gap':
    case 'optional':
      return false;
    case 'expansion': {
      const phrase = Object.hasOwn(expansions, ast.name) ? expansions[ast.name] : undefined;
      // An expansion that contains itself is refused elsewhere.
      return phrase !== undefined && depth < 10 && hasSubstance(parsePhrase(phrase), expansions, depth + 1);
    }
    default:
      return ast satisfies never;
  }
}
