import { MAX_MARK_WORDS } from '@cueline/shared/marks';
import { WORDS_BEFORE } from '../meaning/judge-meaning.js';
import { mayUndoBefore } from '../meaning/words-behind.js';
import type { Speaker } from '../pack/speaker.js';
import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import type { SpeechWords } from '../scan/scan-words.js';
import type { Scanned } from '../scan/speech-scan.js';
import type { HeardSpeech, SegmentLanguages, SpeechReader, SpokenSegments } from '../speech/heard-speech.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';
import { endsMark } from '../words/marks.js';
import { countWords, type TurnStarts } from '../words/words.js';
import type { Engine } from './engine.js';
import type { Found } from './found.js';
import type { PhraseFinder } from './phrase-finder.js';
import type { RegexFinder } from './regex-finder.js';

export interface EndFinderContext {
  readonly compiled: CompiledPhrases;
  readonly words: SpeechWords;
  readonly scan: (speaker: Speaker, speech: WrittenSpeech, last: number) => Scanned;
  readonly readSpeech: SpeechReader;
  readonly phraseFinder: Pick<PhraseFinder, 'mayEnd'>;
  readonly regexes: RegexFinder;
  readonly mayCorrect: (text: string) => boolean;
  /** What is said of some phrases and of regular expressions, and all exceptions to it. */
  readonly find: (
    speaker: Speaker,
    spoken: SpokenSegments,
    wanted: readonly CompiledPhrase[],
  ) => { found: Found[]; speech: HeardSpeech };
  /** How many words a match may span at most. */
  readonly longest: number;
}

/** How many words before a match may change it, counted as they are written. */
export const CONTEXT_WORDS = WORDS_BEFORE + MAX_MARK_WORDS;

/** A value, what takes it back, and what may stand between have no more words. */
const CORRECTION_WORDS = 40;

/** A value has no more words. */
const VALUE_WORDS = 16;

/**
 * Finds whether a match, or what voids one, may end in new speech. It is asked for each segment, so what costs most comes
 * last: the new words, then the scan of recent speech, then alignment. What a match means is not judged.
 */
export function createEndFinder(context: EndFinderContext): Engine['endsIn'] {
  const { compiled, words, scan, readSpeech, phraseFinder, regexes, mayCorrect, find, longest } = context;

  /** Whether the segments from `from` on change a value before them: it goes on in them, or they take it back. */
  function changesValue(texts: readonly string[], from: number): boolean {
    if (words.endsInNumber(texts.slice(0, from))) return true;
    if (!words.mayHaveNumbers(texts.slice(from))) return false;
    const start = segmentBefore(texts, from, CORRECTION_WORDS);
    const recent = texts.slice(start);
    if (!recent.some(mayCorrect)) return false;
    const { corrections, written, segmentEnds } = readSpeech(spokenInOneTurn(recent), words.read(recent));
    const firstWord = segmentEnds[from - start - 1] ?? 0;
    return corrections.some(([, right]) => (written[right] ?? 0) >= firstWord);
  }

  /** Whether a phrase may end in the segments from `from` on, by their words and the few before them. */
  function mayEndWithin(texts: readonly string[], from: number): boolean {
    const start = segmentBefore(texts, from, VALUE_WORDS);
    const written = words.read(texts.slice(start));
    return words.mayEndPhrase(written, written.segmentEnds[from - start - 1] ?? 0);
  }

  return (speaker, texts, from, turns = () => [], languages = []) => {
    // What voids a match may begin with its last word: so both together are so long.
    const start = segmentBefore(texts, from, 2 * longest + CONTEXT_WORDS);
    const recent = texts.slice(start);
    const first = from - start;
    if (endsMark(recent, first)) return true;
    const isValue = changesValue(recent, first);
    // What is said in a turn changes nothing that was meant in another.
    const mayUndo = mayUndoBefore(texts.slice(from).join(' ')) && !turns().includes(from);
    const mayMatchRegex = regexes.mayMatch(recent);
    if (!isValue && !mayUndo && !mayMatchRegex && !mayEndWithin(recent, first)) return false;
    const behind = isValue ? CORRECTION_WORDS : mayUndo ? CONTEXT_WORDS : 0;
    const written = words.read(recent);
    const firstNew = written.segmentEnds[first - 1] ?? 0;
    const end = Math.max(0, firstNew - behind);
    const { ending, exposed } = scan(speaker, written, end);
    if (mayMatchRegex) return isValue || mayUndo || endsByRegex();
    if (ending.length === 0 && exposed.length === 0) return false;
    // A value that is changed may end a match, or begin one.
    return endsInSome(recent) || (isValue && endsInSome(recent.slice(0, first)));

    function endsByRegex(): boolean {
      const turnsHere = () => turns().flatMap((index) => (index > start ? index - start : []));
      const spoken = { texts: recent, turns: turnsHere, languages: languages.slice(start) };
      const { found, speech } = find(speaker, spoken, [...new Set([...ending, ...exposed])]);
      return found.some(({ to }) => to >= firstNew) || regexes.mayUndo(speech, firstNew);
    }

    /** Whether a phrase, or an exception to one, is said in words that end in what is new, or in what it may change. */
    function endsInSome(said: readonly string[]): boolean {
      const read = words.read(said);
      const heardFrom = (word: number) => readSpeech(spokenInOneTurn(said), read, Math.max(0, word));
      if (ending.length > 0 && phraseFinder.mayEnd(heardFrom(end - longestOf(ending)), ending, end)) return true;
      // Whether what an exception voids was said is found out when all is matched again.
      const exceptions = [...new Set(exposed.map(({ key }) => key))].flatMap(compiled.exceptionsOf);
      return exceptions.length > 0 && phraseFinder.mayEnd(heardFrom(end - longest), exceptions, end);
    }
  };
}

/** Whatever words mean, neither turns nor languages matter. */
const spokenInOneTurn = (texts: readonly string[]): SpokenSegments => ({ texts, turns: ONE_TURN, languages: UNKNOWN });
const ONE_TURN: TurnStarts = () => [];
const UNKNOWN: SegmentLanguages = [];

/** How many words a match of any of these phrases may span at most. */
const longestOf = (phrases: readonly CompiledPhrase[]): number =>
  phrases.reduce((most, { graph, group }) => Math.max(most, group?.within ?? graph.maxWords), 0);

/** The first of the segments before `from` that together have at least so many words; 0 if all have fewer. */
function segmentBefore(texts: readonly string[], from: number, least: number): number {
  // A word has a character, and one behind it: few speakers said that much lately.
  let characters = 0;
  for (let index = 0; index < from; index += 1) characters += (texts[index]?.length ?? 0) + 1;
  if (characters < 2 * least) return 0;
  let start = from;
  for (let count = 0; start > 0 && count < least; start -= 1) count += countWords(texts[start - 1] ?? '');
  return start;
}
