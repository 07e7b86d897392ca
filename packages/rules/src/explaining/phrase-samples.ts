import { parsePhrase, type PhraseAst } from '../phrases/phrase.js';
import { SLOT_WEIGHT, weightOf } from '../phrases/phrase-weights.js';
import type { WordReader } from '../words/word-reader.js';

/** Sentences that say a phrase; together they have every word of it. */
export function phraseSamples(
  phrase: string,
  expansions: Readonly<Record<string, string>>,
  reader: WordReader,
): string[] {
  return samplesIn(phrase, expansions, reader, (parts) => {
    const count = Math.max(...parts.map((part) => part.length));
    return Array.from({ length: count }, (_, index) => joined(parts.map((part) => part[index % part.length] ?? '')));
  });
}

/** The same, each with as little as may be beside one word: as people would say it. */
export function plainSamples(
  phrase: string,
  expansions: Readonly<Record<string, string>>,
  reader: WordReader,
): string[] {
  const samples = samplesIn(phrase, expansions, reader, (parts) =>
    parts.flatMap((part, at) =>
      part.map((sample) => joined(parts.map((other, index) => (index === at ? sample : (other[0] ?? ''))))),
    ),
  );
  const isSaidTwice = (words: readonly string[]) => new Set(words).size < words.length;
  return samples.filter((sample) => !isSaidTwice(sample.split(' ')));
}

/** @param combine makes samples of a sequence from those of its parts */
function samplesIn(
  phrase: string,
  expansions: Readonly<Record<string, string>>,
  { language }: WordReader,
  combine: (parts: readonly string[][]) => string[],
): string[] {
  function samplesOf(ast: PhraseAst): string[] {
    switch (ast.kind) {
      case 'sequence':
        return combine(ast.items.map(samplesOf));
      case 'alternatives':
        return ast.options.flatMap(samplesOf);
      case 'optional':
        return ['', ...samplesOf(ast.item)];
      case 'text':
        return [ast.text];
      case 'gap':
        return ['', language.samples.gap];
      case 'slot':
        return [language.samples[ast.slot]];
      case 'expansion':
        return samplesOf(parsePhrase(expansions[ast.name] ?? '', language));
      default:
        return ast satisfies never;
    }
  }
  return [...new Set(samplesOf(parsePhrase(phrase, language)))];
}

/** The least that has to be said for a phrase to match. */
export interface LightestSample {
  readonly words: readonly string[];
  /** How much it says: a word of content weighs 1. */
  readonly weight: number;
}

export function lightestSample(
  phrase: string,
  expansions: Readonly<Record<string, string>>,
  { language, classes, wordTokens }: WordReader,
): LightestSample {
  function lightestOf(ast: PhraseAst): LightestSample {
    switch (ast.kind) {
      case 'sequence': {
        const parts = ast.items.map(lightestOf);
        return {
          words: parts.flatMap(({ words }) => words),
          weight: parts.reduce((sum, { weight }) => sum + weight, 0),
        };
      }
      case 'alternatives':
        return ast.options.map(lightestOf).reduce((a, b) => (b.weight < a.weight ? b : a));
      case 'optional':
      case 'gap':
        return { words: [], weight: 0 };
      case 'text': {
        const words = wordTokens(ast.text).map(({ text }) => text);
        return {
          words: words.map((word) => (ast.prefix ? `${word}*` : word)),
          weight: words.reduce((sum, word) => sum + weightOf(word, classes), 0),
        };
      }
      case 'slot':
        return { words: [`{${ast.slot}}`], weight: SLOT_WEIGHT };
      case 'expansion':
        return lightestOf(parsePhrase(expansions[ast.name] ?? '', language));
      default:
        return ast satisfies never;
    }
  }
  return lightestOf(parsePhrase(phrase, language));
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ');
