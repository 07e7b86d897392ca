import type { CompiledPhrase, CompiledPhrases } from '../phrases/compiled-phrases.js';
import { createHeardItems } from './heard-items.js';
import { createHeardJoins } from '../speech/heard-joins.js';
import type { Speaker } from '../pack/speaker.js';
import type { PostingsOf } from './phrase-postings.js';
import { bits, facts, type SpeechWords } from './scan-words.js';
import type { Stand, Vocabulary } from '../phrases/vocabulary.js';
import type { WrittenSpeech } from '../speech/written-word-table.js';

export interface SpeechScanContext {
  readonly compiled: CompiledPhrases;
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
 * A cheap filter before matching: keeps phrases whose two rarest words were heard, then those of which enough words were
 * heard. So the cost depends on what was said, and hardly on how many phrases there are.
 */
export function createSpeechScan({ compiled, words, vocabulary, postingsOf }: SpeechScanContext) {
  const { phrases } = compiled;
  const heard = createHeardItems(compiled);
  const joinsAt = createHeardJoins(words.partsAt, vocabulary);
  // By the leading digits of a written word, as bits.
  const values = new Map<number, Besides>();
  const joins = new Map<string, Besides>();
  const reaches = Int32Array.from(phrases, ({ graph }) => graph.maxWords);
  // By half of a phrase, and by phrase, when it was last heard, and when both halves were. Places go up from speech to
  // speech, so that nothing has to be cleared.
  const halfAt = new Float64Array(2 * phrases.length);
  const wholeAt = new Float64Array(phrases.length);
  let start = 0;
  let end = compiled.maxWords + 1;
  let nominated: number[] = [];

  /** Nominates the phrases that waited for a word, if their other half was heard shortly before. */
  function nominate(waiting: Int32Array, at: number, place: number): void {
    const now = start + place;
    const behind = at + 1 + (waiting[at] ?? 0);
    for (let next = at + 1; next < behind; next += 1) {
      const half = waiting[next] ?? 0;
      halfAt[half] = now;
      const phrase = half >> 1;
      if (now - (halfAt[half ^ 1] ?? 0) > (reaches[phrase] ?? 0)) continue;
      if ((wholeAt[phrase] ?? 0) < start) nominated.push(phrase);
      wholeAt[phrase] = now;
    }
  }

  function hear({ waiting, stands }: Besides, place: number): void {
    heard.note(stands, 0, place);
    nominate(waiting, 0, place);
  }

  const valuesOf = (digits: number): Besides =>
    remembered(values, digits, () => packed(vocabulary.values(digits).map((item) => ({ item, distance: 0 }))));
  const joinOf = (stand: Stand): Besides => remembered(joins, `${stand.item} ${stand.distance}`, () => packed([stand]));

  function packed(stands: readonly Stand[]): Besides {
    const postings = postingsOf(stands);
    return { waiting: Int32Array.from(postings.waiting), stands: Int32Array.from(postings.stands) };
  }

  function hearAll(speech: WrittenSpeech): void {
    const { known, count } = speech;
    const all = words.facts();
    const stands = words.stands();
    let isAfterLetter = false;
    // The last word that is spoken, and what it may be the beginning of.
    let before = -1;
    let beginning = 0;
    for (let place = 0; place < count; place += 1) {
      const word = known[2 * place] ?? 0;
      if ((word & bits.silent) !== 0) continue;
      const at = known[2 * place + 1] ?? 0;
      if ((word & bits.stands) !== 0) heard.note(stands, all[at + facts.stands] ?? 0, place);
      if ((word & bits.awaited) !== 0) nominate(all, at + facts.waiting, place);
      if ((word & bits.numeric) !== 0) hear(valuesOf(all[at + facts.leadingDigits] ?? 0), place);
      const mayEndJoin =
        (word & bits.composed) !== 0 ||
        (isAfterLetter && (word & bits.letter) !== 0) ||
        ((word & bits.ends) !== 0 && vocabulary.mayMakeWord(beginning, all[at + facts.ending] ?? 0));
      if (mayEndJoin) for (const stand of joinsAt(speech, place, before)) hear(joinOf(stand), place);
      isAfterLetter = (word & bits.letter) !== 0 || (isAfterLetter && (word & bits.passable) !== 0);
      before = place;
      beginning = (word & bits.begins) === 0 ? 0 : (all[at + facts.beginning] ?? 0);
    }
  }

  /** Whether a match may end at a place or behind it: all of its words were heard no farther before than it reaches. */
  function mayEnd(number: number, last: number): boolean {
    const group = phrases[number]?.group;
    if (group === undefined)
      return heard.mayEnd(number, last) && heard.isPossible(number, last - (reaches[number] ?? 0));
    return (
      group.parts.some((part) => heard.mayEnd(part.number, last)) &&
      group.parts.every((part) => heard.isPossible(part.number, last - group.within))
    );
  }
  const exceptions = phrases.map(({ key }) => compiled.exceptionsOf(key).map(({ number }) => number));
  const matters = (phrase: number, last: number): boolean =>
    mayEnd(phrase, last) ||
    (last > 0 && exceptions[phrase]?.some((exception) => mayEnd(exception, last)) === true && mayEnd(phrase, 0));

  /**
   * @param last a written word: only those are given that may end in it or behind it, or have an exception that may
   */
  return (speaker: Speaker, speech: WrittenSpeech, last: number): readonly CompiledPhrase[] => {
    start = end;
    end = start + speech.count + compiled.maxWords + 1;
    if (nominated.length > 0) nominated = [];
    heard.begin();
    hearAll(speech);
    return nominated.flatMap((number) => {
      const phrase = phrases[number];
      if (phrase === undefined || (phrase.speaker !== 'any' && phrase.speaker !== speaker)) return [];
      return matters(number, last) ? phrase : [];
    });
  };
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
