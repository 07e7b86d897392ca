/** Words apart by white space. */
export const wordList = (words: string): string[] => words.trim().split(/\s+/);

export const wordSet = (words: string): ReadonlySet<string> => new Set(wordList(words));

/** Sequences of words apart by commas. */
export const sequences = (all: string): readonly (readonly string[])[] => all.split(',').map(wordList);

/** Words for numbers that follow one another. */
export const counted = (words: string, first: number, step = 1): [string, number][] =>
  wordList(words).map((word, index) => [word, first + index * step]);

/** Other names of a currency, by name. */
export const namesOf = (currency: string, others: string): [string, string][] =>
  [currency, ...wordList(others)].map((name) => [name, currency]);
