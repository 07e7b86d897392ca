import { phraseText, type Phrase, type Sayable } from '../pack/pack.js';
import { compilePhrase } from './phrase-compiler.js';
import { createPhraseTrees } from './phrase-tree.js';
import { isHard, isValue, type PhraseEdge, type PhraseGraph } from './phrase-graph.js';
import type { Tolerance } from './phrase-weights.js';
import { isEventKey, type EngineSource } from '../pack/sayables.js';
import { sharesOf, type Vocabulary } from './vocabulary.js';
import type { WordReader } from '../words/word-reader.js';

/** What a phrase is for: what is looked for, or what voids it. */
export type PhraseRole = 'say' | 'except';

/** Phrases that have to be heard together, in any order. */
export interface PhraseGroup {
  readonly key: string;
  readonly role: PhraseRole;
  /** As the rule file has it. */
  readonly phrase: string;
  readonly parts: readonly CompiledPhrase[];
  /** How many words there may be from the first word of all to the last. */
  readonly within: number;
}

/** A phrase of a sayable, ready to be matched. */
export interface CompiledPhrase {
  /** Its place among all phrases. */
  readonly number: number;
  readonly key: string;
  readonly phrase: string;
  readonly speaker: Sayable['speaker'];
  readonly role: PhraseRole;
  /** The group of which it is a part. */
  readonly group: PhraseGroup | undefined;
  /** Whether questions and suppositions count as well: an event only has to come up, not to be stated. */
  readonly raises: boolean;
  /** Whether it asks for values. */
  readonly hasValues: boolean;
  /** If the phrase starts with a pronoun: the pronouns allowed there. Speech may omit it, not replace it. */
  readonly subject: ReadonlySet<string> | undefined;
  readonly graph: PhraseGraph;
  readonly options: Tolerance;
  /**
   * The rarest group of words of which every match contains one, by item: the phrase is tried wherever one of them is heard.
   */
  readonly anchors: ReadonlyMap<number, readonly PhraseEdge[]>;
  /** By `shareOf`, whether one of these items is there: most words that are heard are none of them. */
  readonly mayAnchor: Uint8Array;
  /** How much all differences may cost when the whole phrase is heard. */
  readonly slack: number;
}

/** How many written words a match of a phrase may span, or of the group that it is part of. */
export const spanOf = ({ graph, group }: CompiledPhrase): number => group?.within ?? graph.maxWords;

export interface PhrasesContext {
  readonly vocabulary: Vocabulary;
  readonly reader: WordReader;
  /** Whether the language of the phrases is the one that the reader reads. */
  readonly isUnderstood: boolean;
  readonly allowance: number;
}

/** Compiles all phrases of a pack together; each is anchored to its rarest words. */
export function compilePhrases(source: EngineSource, { vocabulary, reader, isUnderstood, allowance }: PhrasesContext) {
  const usualnessOf = createUsualness(reader);
  const trees = createPhraseTrees({ expansions: source.expansions, reader });
  // By item, how many phrases it anchors.
  const anchored = new Map<number, number>();
  const phrases: CompiledPhrase[] = [];

  /** How often an anchor will be tried: short words are common, and so are words that other phrases wait for. */
  const commonness = (cut: readonly PhraseEdge[]): number =>
    cut.reduce((sum, { item, text }) => sum + (anchored.get(item) ?? 0) + usualnessOf(text), 0);

  function add(
    key: string,
    { speaker }: Sayable,
    role: PhraseRole,
    { phrase, tolerance }: Extract<Phrase, { phrase: string }>,
    group?: PhraseGroup,
  ): CompiledPhrase {
    const graph = compilePhrase(phrase, { trees, vocabulary });
    // How words of other languages sound is not known, nor which of them say little.
    const unlike = tolerance === 'asr' && isUnderstood;
    // What voids a match has to be said in full: otherwise a match would pass for its own exception.
    const options = { unlike, uneven: unlike && role === 'say', withoutAuxiliary: true, allowance, excess: 0 };
    const cuts = graph.cuts
      .map((cut) => ({ cut, hard: !options.uneven || isHard(cut), tries: commonness(cut) }))
      .sort((a, b) => Number(b.hard) - Number(a.hard) || a.tries - b.tries);
    const slack = allowance * (graph.weightAhead[0] ?? 0);
    const [number, raises] = [phrases.length, isEventKey(key)];
    const subject = subjectOf(graph, reader);
    const anchors = Map.groupBy(cuts[0]?.cut ?? [], ({ item }) => item);
    const compiled: CompiledPhrase = {
      number,
      key,
      phrase,
      speaker,
      role,
      group,
      raises,
      hasValues: graph.leaving.some((edges) => edges.some(({ text }) => isValue(text))),
      subject,
      graph,
      options,
      anchors,
      mayAnchor: sharesOf(anchors.keys()),
      slack,
    };
    phrases.push(compiled);
    for (const [item, edges] of anchors) anchored.set(item, (anchored.get(item) ?? 0) + edges.length);
    return compiled;
  }

  function addGroup(key: string, sayable: Sayable, role: PhraseRole, listed: Extract<Phrase, { all: string[] }>): void {
    const parts: CompiledPhrase[] = [];
    const group: PhraseGroup = { key, role, phrase: phraseText(listed), parts, within: listed.within };
    for (const phrase of listed.all)
      parts.push(add(key, sayable, role, { phrase, tolerance: listed.tolerance }, group));
  }

  for (const [key, sayable] of source.sayables) {
    for (const role of ['say', 'except'] as const) {
      for (const phrase of sayable[role]) {
        if ('phrase' in phrase) add(key, sayable, role, phrase);
        else if ('all' in phrase) addGroup(key, sayable, role, phrase);
      }
    }
  }
  return {
    phrases,
    allowance,
    /** How many words of phrases there are. */
    items: vocabulary.size,
    /** What voids matches. */
    exceptions: phrases.filter(({ role }) => role === 'except'),
    /** The most words that a match of any phrase may span. */
    maxWords: phrases.reduce((most, phrase) => Math.max(most, phrase.graph.maxWords, spanOf(phrase)), 0),
  };
}

export type CompiledPhrases = ReturnType<typeof compilePhrases>;

function subjectOf({ leaving }: PhraseGraph, { classes: { pronouns } }: WordReader): ReadonlySet<string> | undefined {
  const first = (leaving[0] ?? []).map(({ text }) => text);
  return first.length > 0 && first.every((text) => pronouns.has(text)) ? new Set(first) : undefined;
}

/** Tells roughly how often a word is heard. Values are expensive: which value it is takes a closer look. */
function createUsualness({ language, classes: { negators, smallWords } }: WordReader): (text: string) => number {
  // How much more often common words are heard, by their rank.
  const commonness = new Map(language.commonWords.map((word, rank) => [word, 2000 / (rank + 20)]));
  return (text) => {
    if (/^[#{]/.test(text)) return 1000;
    if (smallWords.has(text) || negators.has(text)) return 300;
    // Long words are rarer, and have fewer that sound alike.
    return Math.max(1, 24 - 2 * text.length) + (commonness.get(text) ?? 0);
  };
}
