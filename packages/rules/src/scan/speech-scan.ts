import { spanOf, type CompiledPhrase, type CompiledPhrases } from '../phrases/compiled-phrases.js';
import { createHeardItems } from './heard-items.js';
import { createHeardJoins } from '../speech/heard-joins.js';
import type { Speaker } from '../pack/speaker.js';
import type { Postings, PostingsOf } from './phrase-postings.js';
import { awaitedBits, bits, facts, lastBits, type SpeechWords } from './scan-words.js';
import type { Vocabulary } from '../phrases/vocabulary.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';

/** Finds what may end in a written word or behind it. */
export type SpeechScan = (speaker: Speaker, speech: WrittenSpeech, end: number, asked: Asked) => Scanned;

/** By key, whether its phrases are looked for, and whether the exceptions to it are. */
export interface Asked {
  readonly phrasesOf: (key: string) => boolean;
  readonly exceptionsTo: (key: string) => boolean;
}

export interface SpeechScanContext {
  readonly compiled: CompiledPhrases;
  readonly words: SpeechWords;
  readonly vocabulary: Vocabulary;
  readonly postingsOf: PostingsOf;
}

/** What may end there: phrases, and exceptions to some. */
export interface Scanned {
  readonly ending: readonly CompiledPhrase[];
  readonly voiding: readonly CompiledPhrase[];
}

/**
 * A cheap filter before matching: keeps phrases whose rarest word was heard, then those of which enough words were heard.
 * So the cost depends on what was said, and hardly on how many phrases there are.
 */
export function createSpeechScan({ compiled, words, vocabulary, postingsOf }: SpeechScanContext): SpeechScan {
  const { phrases } = compiled;
  const heard = createHeardItems(compiled);
  const joinsAt = createHeardJoins(words.partsOf, vocabulary);
  // By phrase, the phrases that have to be heard together, and how many words they may span. Only the first of a group is
  // nominated.
  const partsOf = phrases.map(({ number, group }) => group?.parts.map((part) => part.number) ?? [number]);
  const reaches = Int32Array.from(phrases, spanOf);
  // By phrase, the speech in which one of its rarest words was last heard, and in which it was last heard where it may end.
  const nominatedIn = new Float64Array(phrases.length);
  const endingIn = new Float64Array(phrases.length);
  // The exceptions to each key that has some; by phrase, to which of these keys it is one, or -1; and by such a key, the
  // speech in which one was last heard where it may end.
  const exceptions = [...Map.groupBy(phrases.filter(isException), ({ key }) => key)];
  const numberOfKey = new Map(exceptions.map(([key], number) => [key, number]));
  const excepted = Int32Array.from(phrases, (phrase) =>
    isException(phrase) ? (numberOfKey.get(phrase.key) ?? -1) : -1,
  );
  const exceptedIn = new Float64Array(exceptions.length);
  let current = 0;
  let nominated: number[] = [];
  let mayVoid: number[] = [];

  /** Nominates the phrases that waited for a word and reach from it to where they have to end, so many words behind it. */
  function nominate(waiting: Int32Array, at: number, left: number): void {
    const behind = at + 1 + (waiting[at] ?? 0);
    for (let next = at + 1; next < behind; next += 1) {
      const phrase = waiting[next] ?? 0;
      if (nominatedIn[phrase] === current || (reaches[phrase] ?? 0) < left) continue;
      nominatedIn[phrase] = current;
      nominated.push(phrase);
    }
  }

  /** Notes the phrases that may end with a word. */
  function noteEnding(ending: Int32Array, at: number): void {
    const behind = at + 1 + (ending[at] ?? 0);
    for (let next = at + 1; next < behind; next += 1) {
      const phrase = ending[next] ?? 0;
      endingIn[phrase] = current;
      const key = excepted[phrase] ?? -1;
      if (key < 0 || exceptedIn[key] === current) continue;
      exceptedIn[key] = current;
      mayVoid.push(key);
    }
  }

  /** Hears what there is besides the words themselves: values, and words that were heard as several. */
  function hearBesides({ waiting, stands, ending }: Postings, place: number, end: number): void {
    heard.note(stands, 0, place);
    nominate(waiting, 0, end - place);
    if (place >= end) noteEnding(ending, 0);
  }

  const valuesWith = (hasAmounts: boolean): Postings =>
    postingsOf(vocabulary.values(hasAmounts).map((item) => ({ item, distance: 0 })));
  const [values, plainValues] = [valuesWith(true), valuesWith(false)];

  function hearAll(speaker: Speaker, speech: WrittenSpeech, start: number, end: number): void {
    const [awaited, last] = [awaitedBits[speaker], lastBits[speaker]];
    const { numbers, count } = speech;
    const all = words.facts();
    const lists = words.lists();
    const valueStart = words.valueStart(speech, end);
    // Without a unit, an amount has to stand behind certain words.
    const hasUnit = words.find(speech, bits.unit, start) >= 0;
    let isBeforeAmount = true;
    let isAfterLetter = false;
    // The last word that is spoken, and what it may be the beginning of.
    let before = -1;
    let beginning = 0;
    for (let place = start; place < count; place += 1) {
      const at = (numbers[place] ?? 0) * facts.size;
      const word = all[at + facts.bits] ?? 0;
      if ((word & bits.silent) !== 0) continue;
      if ((word & bits.stands) !== 0) heard.note(lists, all[at + facts.stands] ?? 0, place);
      if ((word & awaited) !== 0) nominate(lists, all[at + facts.waiting] ?? 0, end - place);
      if ((word & last) !== 0 && place >= end) noteEnding(lists, all[at + facts.last] ?? 0);
      if ((word & bits.numeric) !== 0) {
        const possible = hasUnit || isBeforeAmount ? values : plainValues;
        hearBesides(possible, place, end);
        // A value may go on behind its last number.
        if (place < end && place >= valueStart) hearBesides(possible, end, end);
      }
      const mayEndJoin =
        (word & bits.composed) !== 0 ||
        (isAfterLetter && (word & bits.letter) !== 0) ||
        ((word & bits.ends) !== 0 && vocabulary.mayMakeWord(beginning, all[at + facts.ending] ?? 0));
      if (mayEndJoin) for (const stand of joinsAt(speech, place, before)) hearBesides(postingsOf([stand]), place, end);
      isAfterLetter = (word & bits.letter) !== 0 || (isAfterLetter && (word & bits.passable) !== 0);
      isBeforeAmount =
        (word & bits.beforeAmount) !== 0 || (isBeforeAmount && (word & (bits.passable | bits.inValue)) !== 0);
      before = place;
      beginning = (word & bits.begins) === 0 ? 0 : (all[at + facts.beginning] ?? 0);
    }
  }

  /** Whether what a phrase, or the group that it is part of, must contain was heard from a place on, in its order. */
  function isHeard(number: number, from: number): boolean {
    const parts = partsOf[number] ?? none;
    for (let index = 0; index < parts.length; index += 1) if (!heard.isHeard(parts[index] ?? 0, from)) return false;
    return true;
  }

  /** Whether all words of a match that ends at a place or behind it were heard, no farther before than it reaches. */
  function mayEnd(number: number, last: number): boolean {
    const from = last - (reaches[number] ?? 0);
    const parts = partsOf[number] ?? none;
    // Any part of a group may be its last.
    const end = parts.length === 1 ? last : 0;
    if (!isHeard(number, from)) return false;
    for (let index = 0; index < parts.length; index += 1)
      if (!heard.isPossible(parts[index] ?? 0, from, end)) return false;
    return true;
  }

  return (speaker, speech, end, asked) => {
    current += 1;
    nominated = [];
    mayVoid = [];
    heard.begin();
    // Whatever ends there begins no farther before.
    hearAll(speaker, speech, Math.max(0, end - compiled.maxWords), end);
    const isBy = (phrase: CompiledPhrase) => phrase.speaker === 'any' || phrase.speaker === speaker;
    const ending: CompiledPhrase[] = [];
    for (const number of nominated) {
      const phrase = endingIn[number] === current ? phrases[number] : undefined;
      if (phrase !== undefined && asked.phrasesOf(phrase.key) && isBy(phrase) && mayEnd(number, end))
        ending.push(...(phrase.group?.parts ?? [phrase]));
    }
    const voiding: CompiledPhrase[] = [];
    for (const number of mayVoid) {
      const [key = '', those = []] = exceptions[number] ?? [];
      if (!asked.exceptionsTo(key)) continue;
      for (const phrase of those)
        if (endingIn[phrase.number] === current && isBy(phrase) && mayEnd(phrase.number, end))
          voiding.push(...(phrase.group?.parts ?? [phrase]));
    }
    return { ending, voiding };
  };
}

const isException = ({ role }: CompiledPhrase): boolean => role === 'except';
const none: readonly number[] = [];
