import { isValue } from '../phrases/phrase-graph.js';
import type { CompiledPhrase } from '../phrases/compiled-phrases.js';

/** The words that a match may end with. */
export interface PhraseEnds {
  readonly items: ReadonlySet<number>;
  /** Whether it may end in a value, which may go on behind its last number. */
  readonly inValue: boolean;
}

/** What a match of a phrase may end with. Never with words of a gap: a match is as short as it can be. */
export function endsOf({ graph, options }: CompiledPhrase): PhraseEnds {
  const items = new Set<number>();
  let inValue = false;
  const ends = new Set([graph.goal]);
  // Iterating a Set also visits what is added meanwhile.
  for (const end of ends) {
    for (const { kind, item, from, text, essential } of graph.reaching[end] ?? []) {
      inValue ||= isValue(text);
      if (kind === 'word') items.add(item);
      if (kind === 'none' || (kind === 'word' && options.uneven && !essential)) ends.add(from);
    }
  }
  return { items, inValue };
}
