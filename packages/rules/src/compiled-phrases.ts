import type { EngineSource } from './engine.js';
import type { Phrase, Sayable } from './pack.js';
import type { AlignmentOptions } from './phrase-alignment.js';
import { compilePhrase } from './phrase-compiler.js';
import { isHard, type PhraseEdge, type PhraseGraph } from './phrase-graph.js';
import { costs } from './phrase-weights.js';
import type { Vocabulary } from './vocabulary.js';
import { negators, smallWords } from './word-classes.js';

/** What a phrase is for: what is looked for, or what voids it. */
export type PhraseRole = 'say' | 'except';

/** A phrase of a sayable, ready to be matched. */
export interface CompiledPhrase {
  readonly key: string;
  readonly phrase: string;
  readonly speaker: Sayable['speaker'];
  readonly role: PhraseRole;
  readonly graph: PhraseGraph;
  readonly options: AlignmentOptions;
  /** What every match has besides the anchor, the rarest first. */
  readonly alsoNeeds: readonly PhraseNeed[];
  /** What may be missing altogether. */
  readonly slack: number;
}

/** Words of which every match contains at least one. */
export interface PhraseNeed {
  readonly items: readonly number[];
  /** The least of their weights. */
  readonly weight: number;
  /** What it costs if none of them is heard; infinite where they can't be dropped. */
  readonly cost: number;
}

/** Where to try a phrase: wherever a certain word of it is heard. */
export interface PhraseAnchor {
  readonly phrase: CompiledPhrase;
  readonly edge: PhraseEdge;
}

/** Compiles all phrases of a pack together; each is anchored to its rarest words. */
export function compilePhrases(source: EngineSource, vocabulary: Vocabulary, allowance: number) {
  const anchors: PhraseAnchor[][] = [];
  const phrases: CompiledPhrase[] = [];

  /** How often an anchor is expected to be tried: short words are common, and so are those that other phrases wait for. */
  const commonness = (cut: readonly PhraseEdge[]): number =>
    cut.reduce((sum, { item, text }) => sum + (anchors[item]?.length ?? 0) + usualness(text), 0);

  function add(
    key: string,
    { speaker }: Sayable,
    role: PhraseRole,
    { phrase, tolerance }: Extract<Phrase, { phrase: string }>,
  ): void {
    const graph = compilePhrase(phrase, { expansions: source.expansions, vocabulary });
    const unlike = tolerance === 'asr';
    // What voids a match has to be said in full: otherwise a match would pass for its own exception.
    const options = { unlike, uneven: unlike && role === 'say', withoutAuxiliary: true, allowance, excess: 0 };
    const cuts = graph.cuts
      .map((cut) => ({ cut, hard: !options.uneven || isHard(cut), common: commonness(cut) }))
      .sort((a, b) => Number(b.hard) - Number(a.hard) || a.common - b.common);
    const [rarest, ...others] = cuts;
    const alsoNeeds = others.map(({ cut, hard }) => {
      const weight = Math.min(...cut.map((edge) => edge.weight));
      const cost = hard ? Infinity : (costs.dropped + allowance) * weight;
      return { items: [...new Set(cut.map(({ item }) => item))], weight, cost };
    });
    const slack = allowance * (graph.weightAhead[0] ?? 0);
    const compiled: CompiledPhrase = { key, phrase, speaker, role, graph, options, alsoNeeds, slack };
    phrases.push(compiled);
    for (const edge of rarest?.cut ?? []) (anchors[edge.item] ??= []).push({ phrase: compiled, edge });
  }

  for (const [key, sayable] of source.sayables) {
    for (const role of ['say', 'except'] as const) {
      for (const phrase of sayable[role]) if ('phrase' in phrase) add(key, sayable, role, phrase);
    }
  }
  return {
    phrases,
    allowance,
    /** How many words of phrases there are. */
    items: vocabulary.size,
    /** The phrases to try where a word is heard, by its number. */
    anchorsOf: (item: number): readonly PhraseAnchor[] => anchors[item] ?? none,
    /** The most words that a match of any phrase may span. */
    maxWords: phrases.reduce((most, { graph }) => Math.max(most, graph.maxWords), 0),
  };
}

export type CompiledPhrases = ReturnType<typeof compilePhrases>;

const none: readonly PhraseAnchor[] = [];

/** How often something is heard, roughly; and which values are heard takes a closer look to tell. */
function usualness(text: string): number {
  if (/^[#{]/.test(text)) return 1000;
  if (smallWords.has(text) || negators.has(text)) return 300;
  // Long words are rarer, and have fewer that sound alike.
  return Math.max(1, 24 - 2 * text.length);
}
