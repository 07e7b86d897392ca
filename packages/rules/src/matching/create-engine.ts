import { compilePhrases, type CompiledPhrase } from '../phrases/compiled-phrases.js';
import type { Engine, PhraseMatch } from './engine.js';
import type { TurnStarts } from '../words/words.js';
import type { EngineSource } from '../pack/sayables.js';
import { shortest, withoutVoided, type Found } from './found.js';
import {
  createSpeechReader,
  positionOf,
  writtenWordsOf,
  type HeardSpeech,
  type SegmentLanguages,
  type SpokenSegments,
} from '../speech/heard-speech.js';
import { judgeForeign } from '../meaning/foreign-meaning.js';
import { createCorrectionTest } from '../speech/heard-corrections.js';
import { createHeardWords } from '../speech/heard-words.js';
import { languageOf } from '../languages/languages.js';
import { negatorsIn } from '../pack/language.js';
import { createCallJudge, negatorsAbroad } from '../meaning/judge-languages.js';
import { MAX_MARK_WORDS } from '@cueline/shared/marks';
import { endsMark } from '../words/marks.js';
import { WORDS_BEFORE, type JudgeMeaning } from '../meaning/judge-meaning.js';
import { mayUndoBefore } from '../meaning/words-behind.js';
import type { Speaker } from '../pack/speaker.js';
import { joinEngines } from './join-engines.js';
import { createNearMissFinder } from './near-miss-finder.js';
import { sourcesByLanguage } from './sources-by-language.js';
import { createPhraseFinder } from './phrase-finder.js';
import { createPostings } from '../scan/phrase-postings.js';
import { createRegexFinder } from './regex-finder.js';
import { createSpeechScan, type Scanned } from '../scan/speech-scan.js';
import { createSpeechWords } from '../scan/scan-words.js';
import { costs } from '../phrases/phrase-weights.js';
import { createVocabulary } from '../phrases/vocabulary.js';
import { readerOfLocale } from '../words/word-reader.js';
import { countWords, splitWords } from '../words/words.js';

export interface EngineOptions {
  /** How much speech may differ from a phrase; other than the default it is for measuring (docs/matching.md). */
  readonly allowance?: number;
  /** Called when the words that are remembered have become too many and are forgotten: they are worked out anew. */
  readonly onForget?: () => void;
  /** False tries every phrase at every place, to show that the scan leaves nothing out. */
  readonly scanned?: boolean;
}

/**
 * Compiles all phrases of a pack into one engine.
 *
 * @throws {PhraseError} when a phrase cannot be read
 */
export function createEngine(source: EngineSource, options?: EngineOptions): Engine {
  return joinEngines(sourcesByLanguage(source).map((each) => createLanguageEngine(each, options)));
}

/** Compiles phrases that are all in one language. */
function createLanguageEngine(
  source: EngineSource,
  { allowance = costs.allowance, onForget = () => {}, scanned = true }: EngineOptions = {},
): Engine {
  const language = languageOf(source.locale);
  const reader = readerOfLocale(source.locale);
  const vocabulary = createVocabulary(reader);
  const compiled = compilePhrases(source, { vocabulary, reader, isUnderstood: language !== undefined, allowance });
  const fillers = source.fillers.map((filler) =>
    splitWords(filler).flatMap((word) => reader.wordTokens(word).map(({ text }) => text)),
  );
  const abroad = language && negatorsAbroad(language);
  const negators = abroad ? new Set([...reader.classes.negators, ...abroad]) : negatorsIn(source.locale);
  const heardWords = createHeardWords({ vocabulary, reader, fillers, negators });
  const postingsOf = createPostings(compiled.phrases);
  const words = createSpeechWords({ heardWords, reader, vocabulary, postingsOf, onForget });
  const scan = scanned
    ? createSpeechScan({ compiled, words, vocabulary, postingsOf })
    : (of: Speaker): Scanned => {
        const all = compiled.phrases.filter(({ speaker }) => speaker === 'any' || speaker === of);
        return { ending: all, exposed: all };
      };
  const readSpeech = createSpeechReader({ vocabulary, reader, partsAt: words.partsAt, fillers });
  const judge: JudgeMeaning = language && abroad ? createCallJudge(language, abroad) : judgeForeign;
  const mayCorrect = createCorrectionTest(reader.language.corrections);
  const phraseFinder = createPhraseFinder(judge);
  const regexes = createRegexFinder(source, fillers);

  const findNearMisses = createNearMissFinder(compiled.phrases, judge, phraseFinder);

  /** What is said of these phrases and the regular expressions, and all exceptions to it. */
  function find(
    speaker: Speaker,
    spoken: SpokenSegments,
    wanted: readonly CompiledPhrase[],
  ): { found: Found[]; speech: HeardSpeech } {
    const speech = readSpeech(spoken, words.read(spoken.texts));
    const found = [...phraseFinder.find(speech, wanted), ...regexes.find(speaker, speech)];
    const said = new Set(found.flatMap(({ key, role }) => (role === 'say' ? [key] : [])));
    found.push(
      ...phraseFinder.find(
        speech,
        [...said].flatMap((key) => compiled.exceptionsOf(key)),
      ),
    );
    return { found, speech };
  }

  function match(
    speaker: Speaker,
    texts: readonly string[],
    turns: TurnStarts = ONE_TURN,
    languages: SegmentLanguages = UNKNOWN,
  ): PhraseMatch[] {
    const { ending: wanted } = scan(speaker, words.read(texts), 0);
    if (wanted.length === 0 && !regexes.mayMatch(texts)) return [];
    const { found, speech } = find(speaker, { texts, turns, languages }, wanted);
    if (found.length === 0) return [];
    const writtenWords = writtenWordsOf(speech);
    return shortest(withoutVoided(found, speech.turnStarts)).map(({ key, from, to }) => ({
      key,
      from: positionOf(speech, from),
      to: positionOf(speech, to),
      words: writtenWords.slice(from, to + 1).join(' '),
    }));
  }

  /** Whether the segments from `from` on change a value before them: it goes on in them, or they take it back. */
  function changesValue(texts: readonly string[], from: number): boolean {
    if (words.endsInNumber(texts.slice(0, from))) return true;
    if (!words.mayHaveNumbers(texts.slice(from))) return false;
    const start = segmentBefore(texts, from, CORRECTION_WORDS);
    const recent = texts.slice(start);
    if (!recent.some(mayCorrect)) return false;
    const { corrections, written, segmentEnds } = readSpeech(
      { texts: recent, turns: ONE_TURN, languages: UNKNOWN },
      words.read(recent),
    );
    const firstWord = segmentEnds[from - start - 1] ?? 0;
    return corrections.some(([, right]) => (written[right] ?? 0) >= firstWord);
  }

  // Of a match, of what voids it, and of what it depends on.
  const longest = Math.max(compiled.maxWords, regexes.reach);
  const contextWords = WORDS_BEFORE + MAX_MARK_WORDS;
  return {
    match,
    endsIn(speaker, texts, from, turns = ONE_TURN, languages = UNKNOWN) {
      // What voids a match may begin with its last word: so both together are so long.
      const start = segmentBefore(texts, from, 2 * longest + contextWords);
      const recent = texts.slice(start);
      if (endsMark(recent, from - start)) return true;
      const isValue = changesValue(recent, from - start);
      // What is said in a turn changes nothing that was meant in another.
      const mayUndo = mayUndoBefore(texts.slice(from).join(' ')) && !turns().includes(from);
      const behind = isValue ? CORRECTION_WORDS : mayUndo ? contextWords : 0;
      const written = words.read(recent);
      const { segmentEnds } = written;
      const firstNew = segmentEnds[from - start - 1] ?? 0;
      const { ending, exposed } = scan(speaker, written, Math.max(0, firstNew - behind));
      const mayMatchRegex = regexes.mayMatch(recent);
      if (ending.length === 0 && exposed.length === 0 && !mayMatchRegex) return false;
      if ((isValue || mayUndo) && mayMatchRegex) return true;
      if (mayMatchRegex) {
        const turnsHere = () => turns().flatMap((index) => (index > start ? index - start : []));
        const spoken = { texts: recent, turns: turnsHere, languages: languages.slice(start) };
        const { found, speech } = find(speaker, spoken, [...ending, ...exposed]);
        return found.some(({ to }) => to >= firstNew) || regexes.mayUndo(speech, firstNew);
      }
      const end = Math.max(0, firstNew - behind);
      const keys = [...new Set(exposed.map(({ key }) => key))];
      /** Whether a phrase, or an exception to one, is said in words that end in what is new, or in what it may change. */
      const endsInSome = (said: readonly string[]): boolean => {
        const read = words.read(said);
        // Whatever it means there: neither turns nor languages matter.
        const spoken = { texts: said, turns: ONE_TURN, languages: UNKNOWN };
        const heardFrom = (word: number) => readSpeech(spoken, read, Math.max(0, word));
        if (ending.length > 0 && phraseFinder.mayEnd(heardFrom(end - longestOf(ending)), ending, end)) return true;
        const isVoided = (key: string): boolean =>
          phraseFinder.mayEnd(heardFrom(end - longest), compiled.exceptionsOf(key), end) &&
          phraseFinder.mayEnd(
            heardFrom(0),
            exposed.filter((phrase) => phrase.key === key),
            0,
          );
        return keys.some(isVoided);
      };
      // A value that is changed may end a match, or begin one.
      return endsInSome(recent) || (isValue && endsInSome(recent.slice(0, from - start)));
    },
    nearest(speaker, texts, isAsked = () => true, turns = ONE_TURN, languages = UNKNOWN) {
      const read = () => readSpeech({ texts, turns, languages }, words.read(texts));
      const near = findNearMisses(speaker, read, isAsked);
      if (near.length === 0) return near;
      const matched = new Set(match(speaker, texts, turns, languages).map(({ key }) => key));
      return near.filter(({ key }) => !matched.has(key));
    },
    // A match, an exception on either side of it, and what stands before it.
    reach: 3 * longest + contextWords,
    contextWords,
  };
}

/** A value, what takes it back, and what may stand between have no more words. */
const CORRECTION_WORDS = 40;

/** How many words a match of any of these phrases may span at most. */
const longestOf = (phrases: readonly CompiledPhrase[]): number =>
  phrases.reduce((most, { graph, group }) => Math.max(most, group?.within ?? graph.maxWords), 0);

/** The first of the segments before `from` that together have at least so many words; 0 if all have fewer. */
function segmentBefore(texts: readonly string[], from: number, words: number): number {
  let start = from;
  for (let count = 0; start > 0 && count < words; start -= 1) count += countWords(texts[start - 1] ?? '');
  return start;
}

const ONE_TURN: TurnStarts = () => [];
const UNKNOWN: SegmentLanguages = [];
