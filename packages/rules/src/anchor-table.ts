import type { CompiledPhrases, PhraseAnchor } from './compiled-phrases.js';

/**
 * Which phrases wait for a word, laid out flat: with thousands of phrases, most of the time would else go into fetching objects
 * from all over memory, only to find that a phrase's next word was not heard.
 */
export interface AnchorTable {
  /** By word, where its entries begin; one more tells where the last end. */
  readonly starts: Int32Array;
  /**
   * For each anchor: its number, how many words the phrase needs one of besides, and these words. None where it needs no
   * other.
   */
  readonly entries: Int32Array;
  readonly anchors: readonly PhraseAnchor[];
}

export function createAnchorTable({ items, anchorsOf }: CompiledPhrases): AnchorTable {
  const starts = new Int32Array(items + 1);
  const entries: number[] = [];
  const anchors: PhraseAnchor[] = [];
  for (let item = 0; item < items; item += 1) {
    starts[item] = entries.length;
    for (const anchor of anchorsOf(item)) {
      const [need] = anchor.phrase.alsoNeeds;
      const needed = need !== undefined && need.cost === Infinity ? need.items : [];
      entries.push(anchors.length, needed.length, ...needed);
      anchors.push(anchor);
    }
  }
  starts[items] = entries.length;
  return { starts, entries: Int32Array.from(entries), anchors };
}
