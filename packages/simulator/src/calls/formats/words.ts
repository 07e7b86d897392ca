/** A word as recognisers list them; times in seconds. */
export interface Word {
  readonly speaker: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence?: number | undefined;
}

/** A pause after which an utterance is over, in seconds. */
const PAUSE_S = 1;

/** Joins words to utterances: each as long as one speaks without a pause. */
export function utterancesOf(words: readonly Word[]) {
  const utterances: { speaker: string; words: Word[] }[] = [];
  for (const word of words) {
    const last = utterances.at(-1);
    const previous = last?.words.at(-1);
    if (
      last !== undefined &&
      previous !== undefined &&
      last.speaker === word.speaker &&
      word.start - previous.end < PAUSE_S
    )
      last.words.push(word);
    else utterances.push({ speaker: word.speaker, words: [word] });
  }
  return utterances.map(({ speaker, words: said }) => ({
    speaker,
    text: said.map(({ text }) => text).join(' '),
    startMs: (said[0]?.start ?? 0) * 1000,
    endMs: (said.at(-1)?.end ?? 0) * 1000,
    confidence: mean(said.flatMap(({ confidence }) => confidence ?? [])),
  }));
}

function mean(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
