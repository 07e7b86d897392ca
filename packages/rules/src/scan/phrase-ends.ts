import type { CompiledPhrase } from '../phrases/compiled-phrases.js';

/** The words that a match of a phrase may end with. */
interface Ends {
  readonly items: ReadonlySet<number>;
  /** Whether it may end in a value, which may go on behind its last number. */
  readonly inValue: boolean;
  /** Whether it may end with any word. */
  readonly inGap: boolean;
}

function endsOf({ graph, options }: CompiledPhrase): Ends {
  const items = new Set<number>();
  let [inValue, inGap] = [false, false];
  const ends = new Set([graph.goal]);
  // Iterating a Set also visits what is added meanwhile.
  for (const end of ends) {
    for (const { kind, item, from, text, essential } of graph.reaching[end] ?? []) {
      inGap ||= kind === 'any';
      inValue ||= /^[#{]/.test(text);
      if (kind === 'word') items.add(item);
      if (kind === 'none' || (options.uneven && !essential)) ends.add(from);
    }
  }
  return { items, inValue, inGap };
}

/** The items that a match may end with; `undefined` if it may end with any word. */
export function lastItemsOf(phrase: CompiledPhrase): ReadonlySet<number> | undefined {
  const { items, inValue, inGap } = endsOf(phrase);
  return inValue || inGap ? undefined : items;
}

/** The words that a match of any of these phrases may end with. */
export function endsOfAll(phrases: readonly CompiledPhrase[]): Ends {
  const ends = phrases.map(endsOf);
  return {
    items: new Set(ends.flatMap(({ items }) => [...items])),
    inValue: ends.some(({ inValue }) => inValue),
    inGap: ends.some(({ inGap }) => inGap),
  };
}
