import type { HeardWord, PartsOf } from './heard-words.js';
import type { WordReader } from '../words/word-reader.js';
import type { WrittenSpeech } from './written-word-table.js';

/** Tells what was said where a recogniser wrote another word: `were recording` is `we are recording`. */
export function createSlips(partsOf: PartsOf, { language }: Pick<WordReader, 'language'>) {
  const { slips } = language.spelling;

  return (
    { numbers, count }: Pick<WrittenSpeech, 'numbers' | 'count'>,
    place: number,
  ): readonly HeardWord[] | undefined => {
    const [word] = partsOf(numbers[place] ?? 0);
    const slip = word?.slip && slips.get(word.text);
    if (slip === undefined) return undefined;
    const textAt = (at: number) => (at >= 0 && at < count ? partsOf(numbers[at] ?? 0)[0]?.text : undefined) ?? '';
    const beside = (step: -1 | 1): string => {
      let at = place + step;
      while (slip.over.test(textAt(at))) at += step;
      return textAt(at);
    };
    return slip.before.test(beside(1)) && !slip.notBehind.test(beside(-1)) ? word?.slip : undefined;
  };
}
