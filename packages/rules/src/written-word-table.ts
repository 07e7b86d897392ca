/** How many written words are remembered; bounds the memory, never the result. */
const slots = 1 << 15;
const maxWords = slots / 2;

/** A written word of hostile length is not remembered. */
const maxLength = 64;

/** A slot: two hashes, whether it is taken, and what is known of the word. Side by side, since a look at one is a look at all. */
const slotSize = 4;

export interface WrittenWordTableContext {
  /** Works out what there is to know of a word, as a number; 0 if it is of no interest. */
  readonly describe: (written: string) => number;
  /** Called when all words are forgotten, to make room. */
  readonly onForget: () => void;
}

/**
 * Remembers what was worked out of a written word, by two hashes of its characters: so a known word is looked up while its text
 * is read, without making a string of it. That two words share both hashes, 64 bits, does not happen in practice.
 */
export function createWrittenWordTable({ describe, onForget }: WrittenWordTableContext) {
  const table = new Int32Array(slots * slotSize);
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(4096);
  let count = 0;

  function lookUp(text: string, from: number, to: number, first: number, second: number): number {
    let slot = (first & (slots - 1)) * slotSize;
    while (table[slot + 2] !== 0) {
      if (table[slot] === first && table[slot + 1] === second) return table[slot + 3] ?? 0;
      slot = (slot + slotSize) & (slots * slotSize - 1);
    }
    if (count >= maxWords) {
      table.fill(0);
      count = 0;
      onForget();
      slot = (first & (slots - 1)) * slotSize;
    }
    const known = describe(text.slice(from, to));
    if (to - from > maxLength) return known;
    count += 1;
    table[slot] = first;
    table[slot + 1] = second;
    table[slot + 2] = 1;
    table[slot + 3] = known;
    return known;
  }

  /**
   * Calls back with what is known of each word of a text that is of interest, and its place, until it says false.
   * @returns how many words the text has; -1 if it has characters beyond ASCII, by which words may be divided in ways not
   * looked for here, or if it was stopped
   */
  return (text: string, take: (known: number, place: number) => boolean): number => {
    // Reading bytes is several times faster than reading a string's characters.
    if (bytes.length < 3 * text.length) bytes = new Uint8Array(6 * text.length);
    const { written } = encoder.encodeInto(text, bytes);
    let first = firstSeed;
    let second = secondSeed;
    let from = -1;
    let place = 0;
    for (let at = 0; at <= written; at += 1) {
      const code = at < written ? (bytes[at] ?? 0) : space;
      if (code > space) {
        if (code > 127) return -1;
        if (from < 0) from = at;
        // FNV-1a, and Java's string hash.
        first = Math.imul(first ^ code, 16_777_619);
        second = (Math.imul(second, 31) + code) | 0;
      } else if (code === space || (code >= 9 && code <= 13)) {
        if (from >= 0) {
          const known = lookUp(text, from, at, first ^ (first >>> 15), second);
          if (known !== 0 && !take(known, place)) return -1;
          place += 1;
        }
        first = firstSeed;
        second = secondSeed;
        from = -1;
      } else return -1;
    }
    return place;
  };
}

const space = 32;
const firstSeed = -2_128_831_035;
const secondSeed = 17;
