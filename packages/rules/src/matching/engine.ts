import type { Meaning } from '../languages/meaning.js';
import type { SegmentLanguages } from '../speech/heard-speech.js';
import type { TurnStarts } from '../words/words.js';
import type { Speaker } from '../pack/speaker.js';
import type { WordPosition } from '../words/words.js';

/** A place where a sayable was said. */
export interface PhraseMatch {
  /** The key under which the sayable was given to the engine. */
  readonly key: string;
  readonly from: WordPosition;
  /** The last word, inclusive. */
  readonly to: WordPosition;
  /** The words as spoken, joined by spaces. */
  readonly words: string;
}

type NearMissReason = 'incomplete' | 'different' | 'excepted' | Exclude<Meaning, 'stated' | 'inverted'>;

/** The closest that speech came to a sayable without saying it. */
export interface NearMiss extends PhraseMatch {
  /** The phrase it came close to, as the rule file has it. */
  readonly phrase: string;
  /** How close it came, 0 to 1: by all words of the phrase, how alike they are, and what was said between. */
  readonly closeness: number;
  /** The share of the phrase's telling words that was heard, by their weight, 0 to 1. */
  readonly share: number;
  /**
   * Why it is no match: words were missing; what was meant is something else; or it differs too much, though all telling
   * words were heard.
   */
  readonly reason: NearMissReason;
  /** Of what means something else, the word or words that make it so, and the name of the rule that decided. */
  readonly by?: string | undefined;
  readonly rule?: string | undefined;
  /** What was missing, alternatives divided by `|`. */
  readonly lacked: readonly string[];
}

/**
 * Finds what a pack looks for in speech. The one face of the matching engine: it may be replaced whole.
 * It is a pure function of the texts and their order; where they are cut into segments makes no difference
 * (except to regular expressions, which see one segment and its join with what went before).
 */
export interface Engine {
  /**
   * @param speaker whose speech it is
   * @param speech texts of successive segments of that one speaker
   * @param turns where the speaker begins anew; by default all of it is one turn
   * @param languages of the segments, as their frames name them
   * @param isAsked by key, whether its matches are asked for
   * @returns every match that no exception overlaps, ordered by where it begins
   */
  match(
    speaker: Speaker,
    speech: readonly string[],
    turns?: TurnStarts,
    languages?: SegmentLanguages,
    isAsked?: (key: string) => boolean,
  ): PhraseMatch[];
  /**
   * The keys of which a match, or what voids one, ends in the segments from `from` on. The matches of all others stay what
   * they are in the segments before.
   *
   * @param isMatched by key, whether the segments before have a match (one that ends in a segment from `since` on), so that
   *   it matters what voids one
   */
  mayChange(
    speaker: Speaker,
    speech: readonly string[],
    from: number,
    turns?: TurnStarts,
    languages?: SegmentLanguages,
    isMatched?: (key: string, since?: number) => boolean,
  ): ReadonlySet<string>;
  /**
   * Finds near misses: for each key without a match, the stretch of speech closest to one of its phrases, and what it
   * lacked. Many times slower than `match`, and slower the more keys are asked for.
   *
   * @param closerThan by key, how close speech came to it before: only what is closer is searched for, and nothing at 1
   */
  nearest(
    speaker: Speaker,
    speech: readonly string[],
    closerThan?: (key: string) => number,
    turns?: TurnStarts,
    languages?: SegmentLanguages,
  ): NearMiss[];
  /**
   * How many words a match may depend on, including what was said before it and what voids it. Speech that is kept to
   * find matches across segments must reach back this far.
   */
  readonly reach: number;
  /** How many words before a match may change it, counted as they are written. */
  readonly contextWords: number;
}
