import { createAnchorTable } from './anchor-table.js';
import { compilePhrases } from './compiled-phrases.js';
import type { Engine, EngineSource } from './engine.js';
import { shortest, withoutVoided } from './found.js';
import { createSpeechReader, positionOf } from './heard-speech.js';
import { createHeardWords } from './heard-words.js';
import { guardReach } from './meaning-guard.js';
import { createPhraseFinder } from './phrase-finder.js';
import { createRegexFinder } from './regex-finder.js';
import { regexReach } from './regex-matcher.js';
import { createSpeechScan } from './speech-scan.js';
import { createVocabulary } from './vocabulary.js';
import { wordTokens } from './word-tokens.js';
import { splitWords } from './words.js';

/**
 * Compiles all phrases of a pack into one engine.
 * @throws {PhraseError} when a phrase cannot be read
 */
export function createEngine(source: EngineSource): Engine {
  const vocabulary = createVocabulary();
  const compiled = compilePhrases(source, vocabulary);
  const fillers = source.fillers.map((filler) =>
    splitWords(filler).flatMap((word) => wordTokens(word).map(({ text }) => text)),
  );
  const heardWords = createHeardWords(vocabulary, fillers);
  const readSpeech = createSpeechReader({ vocabulary, heardWords, fillers });
  const table = createAnchorTable(compiled);
  const mayHaveMatch = createSpeechScan({ table, heardWords, vocabulary });
  const findPhrases = createPhraseFinder(table);
  const findRegexes = createRegexFinder(source, fillers);

  return {
    match(speaker, texts) {
      if (findRegexes === undefined && !mayHaveMatch(speaker, texts)) return [];
      const speech = readSpeech(texts);
      const found = [...findPhrases(speaker, speech), ...(findRegexes?.(speaker, speech) ?? [])];
      if (found.length === 0) return [];
      return shortest(withoutVoided(found)).map(({ key, from, to }) => ({
        key,
        from: positionOf(speech, from),
        to: positionOf(speech, to),
        words: speech.writtenWords.slice(from, to + 1).join(' '),
      }));
    },
    // A match, an exception on either side of it, and what stands before it.
    reach: 3 * Math.max(compiled.maxWords, findRegexes === undefined ? 0 : regexReach) + guardReach,
  };
}
