import { createAnchorTable } from './anchor-table.js';
import type { CompiledPhrases, PhraseAnchor } from './compiled-phrases.js';
import { createHeardItems } from './heard-items.js';
import type { HeardWord, HeardWords } from './heard-words.js';
import type { Vocabulary } from './vocabulary.js';
import { createWrittenWordTable } from './written-word-table.js';

/** What a first look at a written word tells. */
interface ScannedWord {
  /** What its parts may stand for, by number, and how unlike they are. */
  readonly items: Int32Array;
  readonly distances: Float64Array;
  /** Whether some phrase is anchored to one of these. */
  readonly anchored: boolean;
  readonly numeric: boolean;
  /** Whether it is passed over in spelling. */
  readonly passable: boolean;
  /** Whether it is one letter, or has several parts that may be one word; these are left to a closer look. */
  readonly letter: boolean;
  readonly composed: boolean;
  /** Its first part if that may end a word of a phrase, its last if that may begin one; else empty. */
  readonly ending: string;
  readonly beginning: string;
}

export interface SpeechScanContext {
  readonly compiled: CompiledPhrases;
  readonly heardWords: HeardWords;
  readonly vocabulary: Vocabulary;
}

/**
 * A first look at speech, many times cheaper than matching it, which settles most of it: can it hold a match at all?
 * Where that takes a closer look (spelt letters, words heard as two, text beyond ASCII), the answer is yes.
 */
export function createSpeechScan({ compiled, heardWords, vocabulary }: SpeechScanContext) {
  const { anchorsOf } = compiled;
  const heard = createHeardItems(compiled);
  const { starts, entries, anchors } = createAnchorTable(compiled);
  const values = vocabulary.values();
  const anyValue = { items: Int32Array.from(values), distances: new Float64Array(values.length) };

  const mayBeJoined = (one: HeardWord, next: HeardWord | undefined): boolean =>
    next !== undefined &&
    ((one.letter && next.letter) || (one.begins && next.ends && vocabulary.find(one.text + next.text) !== undefined));

  function scanWord(written: string): ScannedWord {
    const words = heardWords(written);
    const stands = words.flatMap((word) => word.stands);
    const first = words[0];
    const last = words.at(-1);
    return {
      items: Int32Array.from(stands, ({ item }) => item),
      distances: Float64Array.from(stands, ({ distance }) => distance),
      anchored: stands.some(({ item }) => anchorsOf(item).length > 0),
      numeric: words.some(({ numeric }) => numeric),
      passable: words.every(({ passable }) => passable),
      letter: words.length === 1 && first?.letter === true,
      composed: words.some((word, index) => mayBeJoined(word, words[index + 1])),
      ending: first?.ends === true ? first.text : '',
      beginning: last?.begins === true ? last.text : '',
    };
  }

  const eachWord = createWrittenWordTable(scanWord);
  let scanned: ScannedWord[] = [];
  let isNumeric = false;
  let isAfterLetter = false;
  let beginning = '';

  /** Notes a word; false if it takes a closer look. */
  function take(word: ScannedWord): boolean {
    if (word.composed || (word.letter && isAfterLetter)) return false;
    if (beginning !== '' && word.ending !== '' && vocabulary.find(beginning + word.ending) !== undefined) return false;
    beginning = word.beginning;
    isAfterLetter = word.letter || (isAfterLetter && word.passable);
    isNumeric ||= word.numeric;
    note(word);
    if (word.anchored) scanned.push(word);
    return true;
  }

  function note({ items, distances }: Pick<ScannedWord, 'items' | 'distances'>): void {
    for (let index = 0; index < items.length; index += 1) heard.note(items[index] ?? 0, distances[index] ?? 0);
  }

  /** Whether some phrase that waits for one of these words can match. */
  function isWorthTrying({ items, distances }: Pick<ScannedWord, 'items' | 'distances'>, speaker: string): boolean {
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index] ?? 0;
      const end = starts[item + 1] ?? 0;
      for (let at = starts[item] ?? 0; at < end;) {
        const anchor = entries[at] ?? 0;
        const next = at + 2 + (entries[at + 1] ?? 0);
        let isHeard = at + 2 === next;
        for (at += 2; at < next; at += 1) isHeard ||= heard.isHeard(entries[at] ?? 0);
        if (isHeard && isWorth(anchors[anchor], distances[index] ?? 0, speaker)) return true;
      }
    }
    return false;
  }

  const isWorth = (anchor: PhraseAnchor | undefined, distance: number, speaker: string): boolean =>
    anchor !== undefined && heard.isWorthTrying(anchor, distance, speaker);

  return (speaker: string, speech: readonly string[]): boolean => {
    heard.forgetAll();
    scanned = [];
    isNumeric = false;
    isAfterLetter = false;
    beginning = '';
    for (const text of speech) if (!eachWord(text, take)) return true;
    if (isNumeric) {
      note(anyValue);
      if (isWorthTrying(anyValue, speaker)) return true;
    }
    for (const word of scanned) if (isWorthTrying(word, speaker)) return true;
    return false;
  };
}
