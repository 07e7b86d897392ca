import { createAnchorTable } from './anchor-table.js';
import { compilePhrases } from './compiled-phrases.js';
import type { Engine, EngineSource, PhraseMatch } from './engine.js';
import { shortest, withoutVoided } from './found.js';
import { createSpeechReader, positionOf } from './heard-speech.js';
import { createHeardWords } from './heard-words.js';
import type { Speaker } from './interaction.js';
import { guardReach } from './meaning-guard.js';
import { createNearMissFinder } from './near-misses.js';
import { createPhraseFinder } from './phrase-finder.js';
import { createRegexFinder } from './regex-finder.js';
import { createSpeechScan } from './speech-scan.js';
import { costs } from './phrase-weights.js';
import { createVocabulary } from './vocabulary.js';
import { wordTokens } from './word-tokens.js';
import { splitWords } from './words.js';

/**
 * Compiles all phrases of a pack into one engine.
 * @param allowance how much speech may differ from a phrase; other than the default it is for measuring (docs/matching.md)
 * @throws {PhraseError} when a phrase cannot be read
 */
export function createEngine(source: EngineSource, allowance: number = costs.allowance): Engine {
  const vocabulary = createVocabulary();
  const compiled = compilePhrases(source, vocabulary, allowance);
  const fillers = source.fillers.map((filler) =>
    splitWords(filler).flatMap((word) => wordTokens(word).map(({ text }) => text)),
  );
  const heardWords = createHeardWords(vocabulary, fillers);
  const readSpeech = createSpeechReader({ vocabulary, heardWords, fillers });
  const table = createAnchorTable(compiled);
  const mayHaveMatch = createSpeechScan({ table, heardWords, vocabulary });
  const findPhrases = createPhraseFinder(table);
  const regexes = createRegexFinder(source, fillers);

  const findNearMisses = createNearMissFinder(compiled.phrases);

  function match(speaker: Speaker, texts: readonly string[]): PhraseMatch[] {
    if (!mayHaveMatch(speaker, texts) && !regexes.mayMatch(texts)) return [];
    const speech = readSpeech(texts);
    const found = [...findPhrases(speaker, speech), ...regexes.find(speaker, speech)];
    if (found.length === 0) return [];
    return shortest(withoutVoided(found)).map(({ key, from, to }) => ({
      key,
      from: positionOf(speech, from),
      to: positionOf(speech, to),
      words: speech.writtenWords.slice(from, to + 1).join(' '),
    }));
  }

  return {
    match,
    nearest(speaker, texts) {
      const matched = new Set(match(speaker, texts).map(({ key }) => key));
      return findNearMisses(speaker, readSpeech(texts), (key) => matched.has(key));
    },
    // A match, an exception on either side of it, and what stands before it.
    reach: 3 * Math.max(compiled.maxWords, regexes.reach) + guardReach,
  };
}
