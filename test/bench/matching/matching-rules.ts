import type { EngineSource } from '@cueline/rules';

/** A phrase and the regular expression that one would write for it. */
export interface BenchPhrase {
  readonly phrase: string;
  readonly regex: RegExp;
}

/** A small generator of numbers between 0 and 1 with a seed, so that every run has the same rules. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const isNumber = /teen$|ty$|hundred|thousand|illion/;

const wordsOf = (segment: string): string[] =>
  segment
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => /^[a-z]+$/.test(word));

/** The words that make up most of all speech. */
function commonWords(segments: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const word of segments.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 500)
      .map(([word]) => word),
  );
}

const MOST_TRIES = 100;

/**
 * Makes phrases out of what was really said: three to five words in a row, one of them optional or with an alternative. As
 * in rules, two or more of the words are not among those that everything is said with.
 *
 * @throws RangeError when too little was said
 */
export function makePhrases(segments: readonly string[], count: number): BenchPhrase[] {
  const common = commonWords(segments);
  const random = createRandom(7);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const phrases = new Map<string, BenchPhrase>();
  for (let tries = 0; phrases.size < count; tries += 1) {
    if (tries === MOST_TRIES * count) throw new RangeError(`these texts have words for ${phrases.size} phrases only`);
    const words = wordsOf(pick(segments) ?? '');
    const start = Math.floor(random() * words.length);
    const run = words.slice(start, start + 3 + Math.floor(random() * 3));
    if (run.filter((word) => !common.has(word) && !isNumber.test(word)).length < 2) continue;
    const varied = run.findIndex((word, place) => place > 0 && common.has(word));
    if (varied < 0) continue;
    const other =
      (pick(segments) ?? '')
        .toLowerCase()
        .split(/\s+/)
        .find((word) => /^[a-z]{5,}$/.test(word)) ?? 'other';
    const optional = random() < 0.5;
    const phrase = run.map((word, place) => {
      if (place !== varied) return word;
      return optional ? `[${word}]` : `(${word}|${other})`;
    });
    const pattern = run.map((word, place) => {
      const space = place === 0 ? '' : ' ';
      if (place !== varied) return space + word;
      return optional ? `(?:${space}${word})?` : `${space}(?:${word}|${other})`;
    });
    phrases.set(phrase.join(' '), { phrase: phrase.join(' '), regex: new RegExp(`\\b${pattern.join('')}\\b`, 'i') });
  }
  return [...phrases.values()];
}

/** Puts phrases into rules of three. */
export function rulesOf(phrases: readonly BenchPhrase[]): EngineSource {
  const sayables: [string, { speaker: 'agent'; say: { phrase: string; tolerance: 'asr' }[]; except: [] }][] = [];
  for (let start = 0; start < phrases.length; start += 3) {
    const say = phrases.slice(start, start + 3).map(({ phrase }) => ({ phrase, tolerance: 'asr' as const }));
    sayables.push([`rule${start / 3}`, { speaker: 'agent', say, except: [] }]);
  }
  return {
    locale: 'en-US',
    fillers: ['um', 'uh', 'er', 'you know', 'like', 'so'],
    expansions: {},
    sayables: new Map(sayables),
  };
}
