import { createEngine } from '../matching/create-engine.js';
import type { Pack, Sayable } from '../pack/pack.js';
import { eventKey } from '../pack/sayables.js';
import { readerOfLocale } from '../words/word-reader.js';
import { splitWords } from '../words/words.js';

/** Part of a phrase: a word or a slot. */
export interface Part {
  readonly text: string;
  readonly isSmall: boolean;
}

/** Without small words at its ends. */
export function trimmed(parts: readonly Part[]): Part[] {
  const isTelling = ({ isSmall }: Part) => !isSmall;
  return parts.slice(Math.max(parts.findIndex(isTelling), 0), parts.findLastIndex(isTelling) + 1);
}

/**
 * What a phrase for these words is made of: its words in order, and slots for its values.
 *
 * @param locale of the words
 * @param slots the only slots for values; default: all
 */
export function partsOf(words: string, locale: string, slots?: ReadonlySet<string>): Part[] {
  const { classes, numbersAt, wordTokens } = readerOfLocale(locale);
  const tokens = splitWords(words)
    .flatMap(wordTokens)
    .filter(({ kind }) => kind !== 'aside');
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length;) {
    const values = numbersAt(tokens, at).flatMap(({ names, to }) => {
      const name =
        slots === undefined
          ? names.slice(0, 1).find((first) => first !== '{digits}')
          : names.find((each) => slots.has(each));
      return name === undefined ? [] : [{ name, to }];
    });
    const value = values.toSorted((a, b) => b.to - a.to)[0];
    const text = value?.name ?? tokens[at]?.text ?? '';
    parts.push({ text, isSmall: value === undefined && classes.smallWords.has(text) });
    at = value?.to ?? at + 1;
  }
  return parts;
}

/** What a trial depends on besides the phrase. */
export interface TrialContext extends Pick<Sayable, 'speaker' | 'except'> {
  readonly pack: Pick<Pack, 'locale' | 'fillers' | 'expansions'>;
  /** Whether it is an event, which counts even where it is asked about or supposed. */
  readonly isEvent?: boolean;
}

/** Whether some words count by this phrase alone. */
export function createTrial(
  phrase: string,
  { pack, speaker, except, isEvent = false }: TrialContext,
): (words: string) => boolean {
  const sayable: Sayable = { speaker, say: [{ phrase, tolerance: 'asr' }], except };
  const engine = createEngine({ ...pack, sayables: new Map([[isEvent ? eventKey('trial') : 'trial', sayable]]) });
  return (words) => engine.match(speaker === 'any' ? 'agent' : speaker, [words]).length > 0;
}
