import { MAX_MARK_WORDS } from '@cueline/shared/marks';
import { WORDS_OF_QUESTION } from '../meaning/new-questions.js';
import { WORDS_BEFORE, WORDS_BEHIND } from '../meaning/judge-meaning.js';
import { makingCount, takingBack, type WordsBehind } from '../meaning/words-behind.js';
import type { Speaker } from '../pack/speaker.js';
import { spanOf, type CompiledPhrase } from '../phrases/compiled-phrases.js';
import { bits, type SpeechWords } from '../scan/scan-words.js';
import type { SpeechScan } from '../scan/speech-scan.js';
import type { HeardSpeech, SpeechReader, SpokenSegments } from '../speech/heard-speech.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';
import type { Found } from './found.js';
import type { PhraseFinder } from './phrase-finder.js';
import type { RegexFinder } from './regex-finder.js';

export interface EndFinderContext {
  readonly words: SpeechWords;
  readonly scan: SpeechScan;
  readonly readSpeech: SpeechReader;
  readonly phraseFinder: Pick<PhraseFinder, 'keysEnding'>;
  readonly regexes: RegexFinder;
  readonly allKeys: ReadonlySet<string>;
  /** What is said of some phrases and of regular expressions, and all exceptions to it. */
  readonly find: (
    speaker: Speaker,
    spoken: SpokenSegments,
    wanted: readonly CompiledPhrase[],
  ) => { found: Found[]; speech: HeardSpeech };
}

/** How many words before a match may change it, counted as they are written. */
export const CONTEXT_WORDS = WORDS_BEFORE + MAX_MARK_WORDS;

/** A value, what takes it back, and what may stand between have no more words. */
const CORRECTION_WORDS = 40;

/**
 * Finds the keys of which a match, or what voids one, may end in the segments of a speech from one on. It is asked for each
 * segment, so what costs most comes last: the new words, then the scan of recent speech, then alignment. What a match means
 * is not judged.
 */
export function createEndFinder(context: EndFinderContext) {
  const { words, scan, readSpeech, phraseFinder, regexes, allKeys, find } = context;

  /** Whether the words from one on change a value before them: it goes on in them, or they take it back. */
  function changesValue(spoken: SpokenSegments, firstNew: number): boolean {
    const { written } = spoken;
    if (words.endsInNumber(written, firstNew)) return true;
    const start = firstNew - CORRECTION_WORDS;
    if (words.find(written, bits.numeric, firstNew) < 0 || words.find(written, bits.corrects, start) < 0) return false;
    const { corrections, written: places } = readSpeech(inOneTurn(spoken), start, false);
    return corrections.some(([, right]) => (places[right] ?? 0) >= firstNew);
  }

  /** How many words before the first new one may mean something else by what is behind them. */
  function changedBefore({ written, turns }: SpokenSegments, from: number, firstNew: number, by: Changing): number {
    const end = firstNew + WORDS_BEHIND;
    const changes = (place: number): boolean => {
      const isNear = (word: string) => words.isHeard(written, word, place - WORDS_BEHIND, place);
      return words.partsOf(written.numbers[place] ?? 0).some(({ text }) => by.endsIn(text, isNear));
    };
    let place = words.find(written, by.bit, firstNew, end);
    while (place >= 0 && !changes(place)) place = words.find(written, by.bit, place + 1, end);
    // What is said in a turn changes nothing that was meant in another.
    return place < 0 || turns(from)[0] === from ? 0 : end - place;
  }

  /** The keys of what was said in so many words before the first new one. */
  function saidBefore({ segmentEnds }: WrittenSpeech, firstNew: number, count: number, isMatched: IsMatched) {
    const since = segmentEnds.findIndex((end) => end > firstNew - count);
    return new Set([...allKeys].filter((key) => isMatched(key, since)));
  }

  return (speaker: Speaker, spoken: SpokenSegments, from: number, isMatched: IsMatched): ReadonlySet<string> => {
    const { written, texts } = spoken;
    const firstNew = written.segmentEnds[from - 1] ?? 0;
    const isValue = changesValue(spoken, firstNew);
    // Whether a question begins before what is new, its next words show: an exception that ended there may void no more.
    const asking = words.find(written, bits.asks, firstNew - WORDS_OF_QUESTION, firstNew) < 0 ? 0 : WORDS_OF_QUESTION;
    const counting = changedBefore(spoken, from, firstNew, MAKING_COUNT);
    // What took back what stands before it, as the last that was said, may do so no more.
    const asLast = words.find(written, bits.asLast, firstNew - WORDS_BEHIND, firstNew) < 0 ? 0 : WORDS_BEHIND + 1;
    const behind = isValue ? CORRECTION_WORDS : Math.max(asking, counting, asLast);
    const takenBack = changedBefore(spoken, from, firstNew, TAKING_BACK);
    const undone = takenBack > behind ? saidBefore(written, firstNew, takenBack, isMatched) : noKeys;
    const mayMatchRegex = regexes.mayMatch(texts);
    if (behind === 0 && !mayMatchRegex && !words.mayEndPhrase(written, firstNew, speaker)) return undone;
    const end = Math.max(0, firstNew - behind);
    // What was voided may count when a value changes.
    const { ending, voiding } = scan(speaker, written, end, {
      phrasesOf: (key) => !undone.has(key),
      exceptionsTo: behind > 0 ? all : isMatched,
    });
    if (mayMatchRegex) return behind > 0 || takenBack > 0 || endsByRegex() ? allKeys : noKeys;
    if (ending.length === 0 && voiding.length === 0) return undone;
    // A value that is changed may end a match, or begin one.
    return new Set([...undone, ...keysEnding(written.count), ...(isValue ? keysEnding(firstNew) : noKeys)]);

    function endsByRegex(): boolean {
      if (voiding.length > 0) return true;
      const { found, speech } = find(speaker, spoken, ending);
      return found.some(({ to }) => to >= firstNew) || regexes.mayUndo(speech, firstNew);
    }

    /** Of what a phrase, or an exception to one, is said in words that end in what is new, or in what it may change. */
    function keysEnding(count: number): Set<string> {
      const said = inOneTurn({ ...spoken, written: { ...written, count } });
      const wanted = [...ending, ...voiding];
      const reach = wanted.reduce((most, phrase) => Math.max(most, spanOf(phrase)), 0);
      const hasValues = wanted.some((phrase) => phrase.hasValues);
      const speech = readSpeech(said, end - reach, hasValues);
      // Whether what an exception voids was said is found out when all is matched again.
      return phraseFinder.keysEnding(speech, wanted, end);
    }
  };
}

/** By key, whether a match of it ends in a segment from one on, or in any. */
type IsMatched = (key: string, since?: number) => boolean;

/** What may change the meaning of what stands shortly before it, and the bit of the words in which it may end. */
type Changing = Pick<WordsBehind, 'endsIn'> & { readonly bit: number };
const TAKING_BACK: Changing = { ...takingBack, bit: bits.takesBack };
const MAKING_COUNT: Changing = { ...makingCount, bit: bits.makesCount };

/** Whatever words mean, turns do not matter. */
const inOneTurn = (spoken: SpokenSegments): SpokenSegments => ({ ...spoken, turns: () => [] });

const all = () => true;
const noKeys: ReadonlySet<string> = new Set();
