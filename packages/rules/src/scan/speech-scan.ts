import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { createHeardItems } from './heard-items.js';
import { createHeardJoins } from '../speech/heard-joins.js';
import type { Speaker } from '../pack/speaker.js';
import { createPairListener } from './pair-listener.js';
import type { PhrasePair } from './phrase-pair.js';
import type { Postings, PostingsOf } from './phrase-postings.js';
import { MAX_ADDED_COST } from '../phrases/phrase-weights.js';
import { addedCostOf, bits, facts, nameOf, type SpeechWords } from './scan-words.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';

export interface SpeechScanContext {
  readonly compiled: CompiledPhrases;
  /** By phrase. */
  readonly phrasePairs: readonly PhrasePair[];
  readonly words: SpeechWords;
  readonly vocabulary: Vocabulary;
  readonly postingsOf: PostingsOf;
}

/** What is heard besides the words themselves: values, and words that were heard as several. */
interface Besides {
  readonly waiting: Int32Array;
  readonly stands: Int32Array;
}

/**
 * A cheap filter before matching: keeps phrases whose two chosen words were both heard, then those of which enough
 * words were heard. So the cost depends on what was said, and hardly on how many phrases there are.
 */
export function createSpeechScan({ compiled, phrasePairs, words, vocabulary, postingsOf }: SpeechScanContext) {
  const pairs = createPairListener(compiled, phrasePairs);
  const heard = createHeardItems(compiled);
  const joinsAt = createHeardJoins(words.partsAt, vocabulary);
  // By the leading digits of a written word, as bits.
  const values = new Map<number, Besides>();
  const knownJoins = new Map<string, Besides>();
  let joins: Besides[] = [];
  // By written word, where it begins: how much all words before it would cost, were none of them a phrase's.
  let places = new Int32Array(1024);

  function hear({ waiting }: Besides, from: number, to: number): void {
    pairs.hearSeconds(waiting, 0, from);
    pairs.hearFirsts(waiting, 0, to);
  }

  function valuesOf(leadingDigits: number): Besides {
    const known = values.get(leadingDigits);
    if (known !== undefined) return known;
    const some = packed(postingsOf(vocabulary.values(leadingDigits).map((item) => ({ item, distance: 0 }))));
    values.set(leadingDigits, some);
    return some;
  }

  function hearJoins(stands: readonly Stand[], from: number, to: number): void {
    for (const stand of stands) {
      const name = `${stand.item} ${stand.distance}`;
      const join = knownJoins.get(name) ?? packed(postingsOf([stand]));
      knownJoins.set(name, join);
      joins.push(join);
      hear(join, from, to);
    }
  }

  function hearPairs(speech: WrittenSpeech): void {
    const { known, count } = speech;
    const all = words.facts();
    if (count > places.length) places = new Int32Array(2 * count);
    let isAfterLetter = false;
    // The last word that is spoken, where it began, and what it may be the beginning of.
    let before = -1;
    let beforeFrom = 0;
    let beginning = 0;
    // How much all words so far would cost if none were a phrase's, but for those that may be passed over: fillers, and
    // what repeats one of the three words before, of which those that are several words tell nothing.
    let to = 0;
    let [last, second, third] = [0, 0, 0];
    let sure = 3;
    for (let place = 0; place < count; place += 1) {
      const word = known[2 * place] ?? 0;
      places[place] = to;
      if ((word & bits.silent) !== 0) continue;
      const at = known[2 * place + 1] ?? 0;
      const isAwaited = (word & bits.awaited) !== 0;
      const from = to;
      if ((word & bits.several) !== 0) sure = 0;
      else if ((word & bits.passable) === 0) {
        const name = nameOf(word);
        if (sure < 3) sure += 1;
        else if (name !== last && name !== second && name !== third) to += addedCostOf(word);
        [last, second, third] = [name, last, second];
      }
      // Several words that are written as one may be both of a pair.
      if (isAwaited && (word & bits.several) !== 0) pairs.hearFirsts(all, at + facts.waiting, from);
      if ((word & bits.numeric) !== 0) hear(valuesOf(all[at + facts.leadingDigits] ?? 0), from, to);
      const mayEndJoin =
        (word & bits.composed) !== 0 ||
        (isAfterLetter && (word & bits.letter) !== 0) ||
        ((word & bits.ends) !== 0 && vocabulary.mayMakeWord(beginning, all[at + facts.ending] ?? 0));
      if (mayEndJoin) hearJoins(joinsAt(speech, place, before), beforeFrom, to);
      if (isAwaited) {
        pairs.hearSeconds(all, at + facts.waiting, from);
        pairs.hearFirsts(all, at + facts.waiting, to);
      }
      isAfterLetter = (word & bits.letter) !== 0 || (isAfterLetter && (word & bits.passable) !== 0);
      before = place;
      beforeFrom = from;
      beginning = (word & bits.begins) === 0 ? 0 : (all[at + facts.beginning] ?? 0);
    }
  }

  /** @param last the first of the last words */
  function noteAll({ known, count }: WrittenSpeech, last: number): void {
    const all = words.facts();
    const stands = words.stands();
    heard.forgetAll();
    for (let place = 0; place < count; place += 1) {
      const word = known[2 * place] ?? 0;
      const at = known[2 * place + 1] ?? 0;
      if ((word & bits.stands) !== 0) heard.note(stands, all[at + facts.stands] ?? 0, place >= last);
      // A value may end after its last number.
      if ((word & bits.numeric) !== 0) heard.note(valuesOf(all[at + facts.leadingDigits] ?? 0).stands, 0, true);
    }
    for (const join of joins) heard.note(join.stands, 0, true);
  }

  const exceptions = compiled.phrases.map(({ key }) => compiled.exceptionsOf(key).map(({ number }) => number));
  const mayEndLast = (phrase: number): boolean => heard.mayEndLast(phrase) && heard.isPossible(phrase);
  function matters(phrase: number, last: number): boolean {
    if (!heard.isPossible(phrase)) return false;
    return (
      (pairs.mayEnd(phrase, places[last] ?? 0) && heard.mayEndLast(phrase)) ||
      (exceptions[phrase]?.some(mayEndLast) ?? false)
    );
  }

  /**
   * @param last a written word: only those are given that may end in it or behind it, or have an exception that may
   */
  return (speaker: Speaker, speech: WrittenSpeech, last: number): readonly CompiledPhrase[] => {
    if (joins.length > 0) joins = [];
    pairs.begin(speaker, (speech.count + 1) * MAX_ADDED_COST);
    hearPairs(speech);
    const nominated = pairs.nominated();
    if (nominated.length === 0) return none;
    noteAll(speech, last);
    return nominated
      .filter((phrase) => (last === 0 ? heard.isPossible(phrase) : matters(phrase, last)))
      .flatMap((number) => compiled.phrases[number] ?? []);
  };
}

const none: readonly CompiledPhrase[] = [];

function packed({ waiting, stands }: Postings): Besides {
  return { waiting: Int32Array.from(waiting), stands: Int32Array.from(stands) };
}
