import { MAX_SPELLING, SPLIT_DISTANCE } from './heard-spans.js';
import { joinOf, type HeardWord, type PartsOf } from './heard-words.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import type { WrittenSpeech } from './written-word-table.js';

/** How many letters are examined for one spelt word; some may be fillers. */
const MAX_LETTERS = 2 * MAX_SPELLING;

/** Finds the words of phrases that were heard as two words, or spelt, and end with a given word. */
export function createHeardJoins(partsOfWord: PartsOf, vocabulary: Vocabulary) {
  const partsOf = ({ numbers }: WrittenSpeech, place: number): readonly HeardWord[] =>
    place < 0 ? [] : partsOfWord(numbers[place] ?? 0);

  /** The letters in a row up to a part of a word, the last first. */
  function lettersUpTo(speech: WrittenSpeech, place: number, part: number): HeardWord[] {
    const letters: HeardWord[] = [];
    let parts: readonly HeardWord[] = partsOf(speech, place).slice(0, part + 1);
    for (let at = place; at >= 0 && letters.length < MAX_LETTERS; parts = partsOf(speech, (at -= 1))) {
      for (const each of parts.toReversed()) {
        if (each.letter) letters.push(each);
        else if (!each.passable) return letters;
      }
    }
    return letters;
  }

  /** Adds words spelt by the letters up to here, last letter first; fillers may stand between them. */
  function addSpellings(
    stands: Stand[],
    [letter, ...earlier]: readonly HeardWord[],
    behind: string,
    length: number,
  ): void {
    if (letter === undefined || length === MAX_SPELLING) return;
    const text = letter.text + behind;
    const item = length > 0 ? vocabulary.find(text) : undefined;
    if (item !== undefined) stands.push({ item, distance: 0 });
    addSpellings(stands, earlier, text, length + 1);
    if (letter.passable && length > 0) addSpellings(stands, earlier, behind, length);
  }

  /** @param before the place of the last word before it that is spoken, or -1 */
  return (speech: WrittenSpeech, place: number, before: number): readonly Stand[] => {
    const parts = partsOf(speech, place);
    const last = partsOf(speech, before).at(-1);
    let stands: Stand[] | undefined;
    for (let index = 0; index < parts.length; index += 1) {
      const item = joinOf(vocabulary, index === 0 ? last : parts[index - 1], parts[index]);
      if (item !== undefined) (stands ??= []).push({ item, distance: SPLIT_DISTANCE });
      if (parts[index]?.letter === true) addSpellings((stands ??= []), lettersUpTo(speech, place, index), '', 0);
    }
    return stands ?? none;
  };
}

const none: readonly Stand[] = [];
