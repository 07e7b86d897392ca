/** How many written words are remembered; bounds the memory, never the result. */
const slots = 1 << 16;
const maxWords = slots / 2;

/** A written word of hostile length is not remembered. */
const maxLength = 64;

/**
 * Remembers what was worked out of a written word, by two hashes of its characters: so a known word is looked up while its text
 * is read, without making a string of it. That two words share both hashes, 64 bits, does not happen in practice.
 */
export function createWrittenWordTable<Value extends object>(valueOf: (written: string) => Value) {
  const firstHashes = new Int32Array(slots);
  const secondHashes = new Int32Array(slots);
  let values: (Value | undefined)[] = Array.from({ length: slots });
  let count = 0;

  function valueAt(text: string, from: number, to: number, first: number, second: number): Value {
    let slot = first & (slots - 1);
    for (let value = values[slot]; value !== undefined; value = values[slot]) {
      if (firstHashes[slot] === first && secondHashes[slot] === second) return value;
      slot = (slot + 1) & (slots - 1);
    }
    const value = valueOf(text.slice(from, to));
    if (to - from > maxLength) return value;
    if (count >= maxWords) {
      values = Array.from({ length: slots });
      count = 0;
      slot = first & (slots - 1);
    }
    count += 1;
    firstHashes[slot] = first;
    secondHashes[slot] = second;
    values[slot] = value;
    return value;
  }

  /**
   * Calls back with what is known of each word of a text in turn, until it says false.
   * @returns false if the text has characters beyond ASCII, by which words may be divided in ways not looked for here, or
   * if it was stopped
   */
  return (text: string, take: (value: Value) => boolean): boolean => {
    let first = firstSeed;
    let second = secondSeed;
    let from = -1;
    for (let at = 0; at <= text.length; at += 1) {
      const code = at < text.length ? text.charCodeAt(at) : space;
      if (code > 127) return false;
      if (code === space || (code >= 9 && code <= 13)) {
        if (from < 0) continue;
        if (!take(valueAt(text, from, at, first, second))) return false;
        from = -1;
      } else {
        if (from < 0) {
          from = at;
          first = firstSeed;
          second = secondSeed;
        }
        // FNV-1a, and Java's string hash.
        first = Math.imul(first ^ code, 16_777_619);
        second = (Math.imul(second, 31) + code) | 0;
      }
    }
    return true;
  };
}

const space = 32;
const firstSeed = -2_128_831_035;
const secondSeed = 17;
