import type { CompiledPhrases } from '../phrases/compiled-phrases.js';
import type { Speaker } from '../pack/speaker.js';
import { pairReach, type PhrasePair } from './phrase-pair.js';
import { counts, WAITING_HEAD } from './phrase-postings.js';

/** Listens for the pairs of phrases. Nominates a phrase when both of its pair were heard, in order and close enough. */
export function createPairListener({ phrases }: CompiledPhrases, pairs: readonly PhrasePair[]) {
  // By phrase, the place behind the first of its pair as it was last heard, and as it was so that it was like it.
  // Places go up from speech to speech, so that nothing has to be cleared.
  const firstAt = new Int32Array(phrases.length);
  const likeFirstAt = new Int32Array(phrases.length);
  const reach = phrases.map((phrase) => pairReach(phrase, pairs[phrase.number] ?? [[], []]));
  const reaches = Int32Array.from(reach, ({ second }) => second);
  // In which speech it was last nominated, and where the second was heard.
  const nominatedIn = new Int32Array(phrases.length);
  const nominatedAt = new Int32Array(phrases.length);
  // By phrase, 1 if it is for that speaker.
  const phrasesOf = (speaker: Speaker): Uint8Array =>
    Uint8Array.from(phrases, (phrase) => (phrase.speaker === 'any' || phrase.speaker === speaker ? 1 : 0));
  const phrasesBySpeaker = { agent: phrasesOf('agent'), customer: phrasesOf('customer'), other: phrasesOf('other') };
  let ofSpeaker = phrasesBySpeaker.other;
  let nominated: number[] = [];
  let start = 0;
  let end = 1;

  function nominate(phrase: number, place: number): void {
    nominatedAt[phrase] = place;
    if (nominatedIn[phrase] === start || ofSpeaker[phrase] === 0) return;
    nominatedIn[phrase] = start;
    nominated.push(phrase);
  }

  /** Nominates a phrase whose second word was heard at a place, if the first was heard shortly before. */
  function nominateBehind(phrase: number, first: number, place: number): void {
    if (first >= start && place - first <= (reaches[phrase] ?? 0)) nominate(phrase, place);
  }

  return {
    /** Begins with a new speech; all its places are below the limit. */
    begin(speaker: Speaker, limit: number): void {
      if (nominated.length > 0) nominated = [];
      ofSpeaker = phrasesBySpeaker[speaker];
      start = end;
      if (start > 2 ** 30) {
        start = 1;
        for (const places of [firstAt, likeFirstAt, nominatedIn]) places.fill(0);
      }
      end = start + limit;
    },
    /** Nominates phrases for which the word from a place on is the second of the pair, or both. */
    hearSeconds(waiting: Int32Array, at: number, place: number): void {
      let next = at + WAITING_HEAD;
      const unlike = next + (waiting[at + counts.likeSecond] ?? 0);
      const both = unlike + (waiting[at + counts.unlikeSecond] ?? 0);
      const last = both + (waiting[at + counts.both] ?? 0);
      for (; next < unlike; next += 1) {
        const phrase = waiting[next] ?? 0;
        nominateBehind(phrase, firstAt[phrase] ?? 0, start + place);
      }
      for (; next < both; next += 1) {
        const phrase = waiting[next] ?? 0;
        nominateBehind(phrase, likeFirstAt[phrase] ?? 0, start + place);
      }
      for (; next < last; next += 1) nominate(waiting[next] ?? 0, start + place);
    },
    /** Notes phrases for which the word up to a place is the first of the pair. */
    hearFirsts(waiting: Int32Array, at: number, place: number): void {
      const seconds = (waiting[at + counts.likeSecond] ?? 0) + (waiting[at + counts.unlikeSecond] ?? 0);
      let next = at + WAITING_HEAD + seconds + (waiting[at + counts.both] ?? 0);
      const unlike = next + (waiting[at + counts.likeFirst] ?? 0);
      const last = unlike + (waiting[at + counts.unlikeFirst] ?? 0);
      for (; next < unlike; next += 1) {
        const phrase = waiting[next] ?? 0;
        firstAt[phrase] = start + place;
        likeFirstAt[phrase] = start + place;
      }
      for (; next < last; next += 1) firstAt[waiting[next] ?? 0] = start + place;
    },
    /** The numbers of the phrases that were nominated in this speech. */
    nominated: (): readonly number[] => nominated,
    /** Whether a match of a nominated phrase may end in a word from that place on. */
    mayEnd: (phrase: number, place: number): boolean =>
      start + place - (nominatedAt[phrase] ?? 0) <= (reach[phrase]?.last ?? 0),
  };
}
