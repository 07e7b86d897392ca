import type { Explanation } from '@cueline/shared/documents';
import type { Pack } from '../pack/pack.js';
import { alwaysContains, phraseAutomaton, type PhraseAutomaton } from './phrase-automaton.js';
import { createPhraseProbe } from './phrase-probe.js';
import { readerOfLocale } from '../words/word-reader.js';
import { lightestSample, phraseSamples } from './phrase-samples.js';

/** A phrase in a list of phrases, any one of which counts. */
export interface ListedPhrase {
  readonly phrase: string;
  readonly tolerance: 'exact' | 'asr';
  readonly line: number;
  /** Of its language, if it is another than that of the pack. */
  readonly locale?: string | undefined;
}

/** The phrases of a `say`, and what is excepted from them. */
export interface PhraseList {
  readonly phrases: readonly ListedPhrase[];
  readonly except: readonly ListedPhrase[];
  /** Whether it is what a disclosure has to say, so that a single word is hardly enough. */
  readonly isDisclosure: boolean;
}

/** Something odd about a phrase of a list. */
export interface PhraseWarning extends Explanation {
  readonly phrase: ListedPhrase;
}

/**
 * Finds phrases that can never match, that another makes redundant, or that are so short that they match almost
 * anything.
 */
export function warnPhrases(list: PhraseList, pack: Pick<Pack, 'locale' | 'fillers' | 'expansions'>): PhraseWarning[] {
  const { expansions } = pack;
  const readerOf = ({ locale = pack.locale }: ListedPhrase) => readerOfLocale(locale);
  const automata = new Map<ListedPhrase, PhraseAutomaton>();
  const automaton = (listed: ListedPhrase) => {
    const known = automata.get(listed) ?? phraseAutomaton(listed.phrase, expansions, readerOf(listed));
    automata.set(listed, known);
    return known;
  };
  const sayable = { speaker: 'any' as const, say: list.phrases.map(inPack), except: list.except.map(inPack) };
  const probe = createPhraseProbe({ ...pack, sayables: new Map([['', sayable]]) });
  const probed = (listed: ListedPhrase, sample: string) =>
    probe.find([sample]).filter(({ phrase }) => phrase === sayable.say[list.phrases.indexOf(listed)]);
  const isVoided = (listed: ListedPhrase, sample: string) =>
    probed(listed, sample).every((found) => probe.isVoided(found, [sample]));

  return list.phrases.flatMap((listed, index) => {
    const samples = phraseSamples(listed.phrase, expansions, readerOf(listed));
    const warn = (explanation: Explanation) => [{ phrase: listed, ...explanation }];
    const isMatched = (sample: string) => probed(listed, sample).length > 0;
    if (!samples.some(isMatched)) return warn(unmatchable);

    const voiding = list.except.find((except) => alwaysContains(automaton(listed), automaton(except)));
    if (voiding !== undefined && samples.filter(isMatched).every((sample) => isVoided(listed, sample))) {
      return warn(neverCountsFor(voiding));
    }
    const better = list.phrases.find(
      (other, place) =>
        other !== listed &&
        readerOf(other) === readerOf(listed) &&
        (other.tolerance === 'asr' || listed.tolerance === 'exact') &&
        alwaysContains(automaton(listed), automaton(other)) &&
        // If two match the same, the later one is redundant.
        (place < index || !alwaysContains(automaton(other), automaton(listed))) &&
        samples.every((sample) => probed(other, sample).length > 0),
    );
    if (better !== undefined) {
      const isSame = listed.tolerance === 'exact' || alwaysContains(automaton(better), automaton(listed));
      return warn(redundantTo(better, isSame));
    }

    const { words, weight } = lightestSample(listed.phrase, expansions, readerOf(listed));
    const isValue = words.length === 1 && words[0]?.startsWith('{') === true;
    const { articles, auxiliaries } = readerOf(listed).classes;
    const isOpen = articles.has(words.at(-1) ?? '') || auxiliaries.has(words.at(-1) ?? '');
    if ((weight < 1 && (words.length < TELLING_SMALL_WORDS || isOpen)) || isValue) return warn(everywhere(words));
    return list.isDisclosure && words.length === 1 ? warn(oneWord(words)) : [];
  });
}

/**
 * Two small words are in nearly every sentence; three, such as `i am from`, tell something at least, unless what they
 * are about is still to come, as in `this is the`.
 */
const TELLING_SMALL_WORDS = 3;

const inPack = ({ phrase, tolerance, locale }: ListedPhrase) => ({
  phrase,
  tolerance,
  ...(locale === undefined ? {} : { locale }),
});

const unmatchable: Explanation = {
  message: 'no speech can match this phrase',
  hint: 'write it in spoken words',
};
const neverCountsFor = ({ phrase, line }: ListedPhrase): Explanation => ({
  message: `this phrase never counts: whatever it matches contains the exception \`${phrase}\` in it (line ${line})`,
  hint: 'remove the phrase, or make the exception narrower',
});
const redundantTo = ({ phrase, line }: ListedPhrase, isSame: boolean): Explanation => ({
  message: `this phrase is redundant: \`${phrase}\` (line ${line}) matches everything that it matches`,
  hint: isSame
    ? 'remove it'
    : 'remove it, unless it is there for garbled speech: of a longer phrase, more may be garbled',
});
const everywhere = (words: readonly string[]): Explanation => ({
  message: `this phrase fires nearly everywhere: \`${words.join(' ')}\` is enough to match it`,
  hint: 'add a word that is specific to this rule',
});
const oneWord = (words: readonly string[]): Explanation => ({
  message: `\`${words.join(' ')}\` alone is enough to match this phrase`,
  hint: 'add the words that are said around it',
});
