/** The letters of a word as a set of bits; what is not a to z shares one. */
export function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const letter = word.charCodeAt(at) - 97;
    letters |= 1 << (letter >= 0 && letter < 26 ? letter : 26);
  }
  return letters;
}

/** How many letters only one of two words has. */
export function lettersApart(one: number, other: number): number {
  let apart = one ^ other;
  let count = 0;
  for (; apart !== 0; apart &= apart - 1) count += 1;
  return count;
}
