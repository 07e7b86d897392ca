import type { Engine } from '../matching/engine.js';
import type { TurnStarts } from '../words/words.js';
import { createEvidence } from './evidence.js';
import type { Match, Place, TailSegment } from './interaction.js';
import type { Speaker } from '../pack/speaker.js';
import { MASKED } from '../masking/mask.js';
import { comparePlaces, isIn, placeOf } from './place.js';

export interface SpeakerTail {
  readonly engine: Engine;
  readonly speaker: Speaker;
  /** What is recent of this speaker's speech, in word order. */
  readonly speech: readonly TailSegment[];
  /** Those of its segments that were heard just now. */
  readonly fresh: ReadonlySet<TailSegment>;
  /** Matches that begin before this place are final. */
  readonly finalBefore: Place | undefined;
  /** By key, whether what is matched in this speech may be others than before. */
  readonly mayChange: (key: string) => boolean;
  /** Where the speaker begins anew, by segment of this speech. */
  readonly turns: TurnStarts;
}

/**
 * What was matched in this speech before is replaced by what is matched now, of the keys whose matches may change. Matches that begin before `finalBefore`
 * stay, since the words before them are no longer at hand; new ones there count only if a newly heard segment takes
 * part.
 */
export function matchAgain(matches: readonly Match[], tail: SpeakerTail): Match[] {
  const { speech, fresh, finalBefore, mayChange } = tail;
  const isFinal = (match: Match) => isFinalBefore(finalBefore, match);
  const kept = matches.filter((match) => isFinal(match) || !mayChange(match.key) || !isIn(speech, match.from));
  const isKept = new Set(kept.map(identity));
  // a part of the number may have left the tail since
  const masked = new Map(
    matches.filter(({ words }) => words.includes(MASKED)).map((match) => [identity(match), match.words]),
  );
  const added = findMatches(tail)
    .filter(({ match, segments }) => !isFinal(match) || segments.some((segment) => fresh.has(segment)))
    .map(({ match }) => match)
    .filter((match) => !isKept.has(identity(match)))
    .map((match) => ({ ...match, words: masked.get(identity(match)) ?? match.words }));
  return [...kept, ...added];
}

/** Whether what begins at a place stays as it is, since the words before it are no longer at hand. */
export const isFinalBefore = (finalBefore: Place | undefined, { from }: Pick<Match, 'from'>): boolean =>
  finalBefore !== undefined && comparePlaces(from, finalBefore) < 0;

/** By segment, the language that its frame names. */
export const languagesOf = (speech: readonly Pick<TailSegment, 'language'>[]): readonly (string | undefined)[] =>
  speech.map(({ language }) => language);

function identity(match: Match): string {
  return `${match.key} ${match.from.join()} ${match.to.join()}`;
}

interface Found {
  readonly match: Match;
  /** The segments that it spans. */
  readonly segments: readonly TailSegment[];
}

function findMatches({ engine, speaker, speech, turns, mayChange }: SpeakerTail): Found[] {
  const texts = speech.map((segment) => segment.text);
  const evidenceOf = createEvidence(texts);
  return engine.match(speaker, texts, turns, languagesOf(speech), mayChange).map(({ key, from, to, words }) => {
    const segments = speech.slice(from.segment, to.segment + 1);
    const begin = segments[0];
    const end = segments.at(-1);
    if (begin === undefined || end === undefined) throw new RangeError(`match of ${key} lies outside its speech`);
    const match: Match = {
      key,
      from: placeOf(begin, from.word),
      to: placeOf(end, to.word),
      heardAtUs: end.heardAtUs,
      segmentId: end.segmentId,
      words: evidenceOf({ from, words }),
      confidence: Math.min(...segments.map((segment) => segment.confidence)),
    };
    return { match, segments };
  });
}
