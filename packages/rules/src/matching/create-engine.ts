import { compilePhrases, type CompiledPhrase } from '../phrases/compiled-phrases.js';
import type { Engine, PhraseMatch } from './engine.js';
import type { EngineSource } from '../pack/sayables.js';
import { shortest, withoutVoided, type Found } from './found.js';
import {
  createSpeechReader,
  positionOf,
  writtenWordsOf,
  type HeardSpeech,
  type SpokenSegments,
} from '../speech/heard-speech.js';
import { judgeForeign } from '../meaning/foreign-meaning.js';
import { createQuestionFinder } from '../meaning/new-questions.js';
import { makingCount, takingBack, takingBackAsLast } from '../meaning/words-behind.js';
import { createHeardWords } from '../speech/heard-words.js';
import { languageOf } from '../languages/languages.js';
import { negatorsIn } from '../pack/language.js';
import { createCallJudge, negatorsAbroad } from '../meaning/judge-languages.js';
import type { JudgeMeaning } from '../meaning/judge-meaning.js';
import type { Speaker } from '../pack/speaker.js';
import { joinEngines, type LanguageEngine } from './join-engines.js';
import { CONTEXT_WORDS, createEndFinder } from './end-finder.js';
import { createNearMissFinder } from './near-miss-finder.js';
import { sourcesByLanguage } from './sources-by-language.js';
import { createPhraseFinder } from './phrase-finder.js';
import { endsOf } from '../scan/phrase-ends.js';
import { createPostings } from '../scan/phrase-postings.js';
import { createRegexFinder } from './regex-finder.js';
import { createSpeechScan } from '../scan/speech-scan.js';
import { createSpeechWords } from '../scan/scan-words.js';
import { costs } from '../phrases/phrase-weights.js';
import { createVocabulary } from '../phrases/vocabulary.js';
import { readerOfLocale } from '../words/word-reader.js';
import { splitWords } from '../words/words.js';

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
  return joinEngines(
    sourcesByLanguage(source).map((each) => createLanguageEngine(each, options)),
    options?.onForget,
  );
}

/** Compiles phrases that are all in one language. */
function createLanguageEngine(
  source: EngineSource,
  { allowance = costs.allowance, scanned = true }: EngineOptions = {},
): LanguageEngine {
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
  const words = createSpeechWords({
    heardWords,
    reader,
    vocabulary,
    postingsOf,
    valueLastOf: new Set(compiled.phrases.flatMap((phrase) => (endsOf(phrase).inValue ? phrase.speaker : []))),
    mayTakeBack: takingBack.mayEnd,
    mayTakeBackAsLast: takingBackAsLast.mayEnd,
    mayMakeCount: makingCount.mayEnd,
  });
  const scan = scanned
    ? createSpeechScan({ compiled, words, vocabulary, postingsOf })
    : (of: Speaker) => {
        const all = compiled.phrases.filter(({ speaker }) => speaker === 'any' || speaker === of);
        return { ending: all, voiding: all.filter(({ role }) => role === 'except') };
      };
  const readSpeech = createSpeechReader({ vocabulary, reader, partsOf: words.partsOf, fillers });
  const judge: JudgeMeaning = language && abroad ? createCallJudge(language, abroad) : judgeForeign;
  const questionsIn = createQuestionFinder(reader.language);
  const phraseFinder = createPhraseFinder(judge);
  const regexes = createRegexFinder(source, fillers);

  const allKeys = new Set(source.sayables.keys());
  const findNearMisses = createNearMissFinder(compiled.phrases, judge, phraseFinder);

  /** What is said of these phrases and the regular expressions, and those of the exceptions that are to it. */
  function find(
    speaker: Speaker,
    spoken: SpokenSegments,
    wanted: readonly CompiledPhrase[],
    exceptions: readonly CompiledPhrase[] = compiled.exceptions,
  ): { found: Found[]; speech: HeardSpeech } {
    const speech = readSpeech(spoken);
    const found = [...phraseFinder.find(speech, wanted), ...regexes.find(speaker, speech)];
    const said = new Set(found.flatMap(({ key, role }) => (role === 'say' ? [key] : [])));
    const toSaid = exceptions.filter(({ key }) => said.has(key));
    found.push(...phraseFinder.find(speech, toSaid));
    return { found, speech };
  }

  function match(speaker: Speaker, spoken: SpokenSegments, isAsked: (key: string) => boolean): PhraseMatch[] {
    const asked = { phrasesOf: isAsked, exceptionsTo: isAsked };
    const { ending, voiding } = scan(speaker, spoken.written, 0, asked);
    if (ending.length === 0 && !regexes.mayMatch(spoken.texts)) return [];
    const { found, speech } = find(speaker, spoken, ending, voiding);
    const said = found.filter(({ key }) => isAsked(key));
    if (said.length === 0) return [];
    const writtenWords = writtenWordsOf(speech);
    const { turnStarts } = speech;
    const questions = said.some(({ role }) => role === 'except') ? questionsIn(speech) : [];
    return shortest(withoutVoided(said, { turnStarts, questions })).map(({ key, from, to }) => ({
      key,
      from: positionOf(speech, from),
      to: positionOf(speech, to),
      words: writtenWords.slice(from, to + 1).join(' '),
    }));
  }

  // Of a match, of what voids it, and of what it depends on.
  const longest = Math.max(compiled.maxWords, regexes.reach);
  return {
    allKeys,
    match,
    mayChange: createEndFinder({ words, scan, readSpeech, phraseFinder, regexes, allKeys, find }),
    nearest: (speaker, spoken, closerThan) => findNearMisses(speaker, () => readSpeech(spoken), closerThan),
    learn: words.learn,
    forget: words.forget,
    // A match, an exception on either side of it, and what stands before it.
    reach: 3 * longest + CONTEXT_WORDS,
    contextWords: CONTEXT_WORDS,
  };
}
