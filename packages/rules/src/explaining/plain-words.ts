import type { Pack, Phrase } from '../pack/pack.js';
import { parsePhrase, type PhraseAst } from '../phrases/phrase.js';

/**
 * One way to say a phrase: of several words the first, without what may be left out, `…` for a value. Undefined for a regular
 * expression.
 */
export function plainWords(phrase: Phrase, { expansions }: Pick<Pack, 'expansions'>): string | undefined {
  if ('regex' in phrase) return undefined;
  const parts = 'all' in phrase ? phrase.all : [phrase.phrase];
  return parts.map((part) => wordsOf(parsePhrase(part), expansions).join(' ')).join(' … ');
}

function wordsOf(ast: PhraseAst, expansions: Pack['expansions']): string[] {
  switch (ast.kind) {
    case 'sequence':
      return ast.items.flatMap((item) => wordsOf(item, expansions));
    case 'alternatives':
      return ast.options.slice(0, 1).flatMap((option) => wordsOf(option, expansions));
    case 'expansion':
      return wordsOf(parsePhrase(expansions[ast.name] ?? ''), expansions);
    case 'text':
      return [ast.text];
    case 'slot':
      return ['…'];
    case 'optional':
    case 'gap':
      return [];
    default:
      return ast satisfies never;
  }
}
