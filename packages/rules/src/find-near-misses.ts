import type { Engine, NearMiss } from './engine.js';
import type { HeardSegment, Speaker } from './interaction.js';
import { mask } from './mask.js';

/** The closest that an interaction came to saying something, with what it lacked. */
export interface HeardNearMiss extends Pick<NearMiss, 'key' | 'phrase' | 'closeness' | 'share' | 'reason' | 'lacked'> {
  /** Masked. */
  readonly words: string;
  /** The segment in which it ends, and when that was heard. */
  readonly segmentId: string;
  readonly heardAtMs: number;
}

/** What nearly is a phrase is looked for in so many successive segments of one speaker. */
const windowSegments = 3;

/**
 * Finds what came closest to each of the keys that are asked for; those that came nowhere near are left out. Takes longer than
 * matching.
 *
 * @param segments of one interaction, in order
 * @returns the closest first
 */
export function findNearMisses(
  engine: Engine,
  segments: readonly HeardSegment[],
  isAsked: (key: string) => boolean,
): HeardNearMiss[] {
  const closest = new Map<string, HeardNearMiss>();
  for (const speaker of new Set(segments.map((segment) => segment.speaker))) {
    for (const window of windowsOf(segments, speaker)) {
      const texts = window.map(({ text }) => text);
      for (const { words, from: _, to, ...near } of engine.nearest(speaker, texts)) {
        const end = window[to.segment];
        const isCloser = near.closeness > (closest.get(near.key)?.closeness ?? 0);
        if (end === undefined || !isAsked(near.key) || !isCloser) continue;
        closest.set(near.key, { ...near, words: mask(words), segmentId: end.segmentId, heardAtMs: end.heardAtMs });
      }
    }
  }
  return [...closest.values()].sort((a, b) => b.closeness - a.closeness || a.heardAtMs - b.heardAtMs);
}

/** What a speaker said in stretches that overlap by a segment. */
function windowsOf(segments: readonly HeardSegment[], speaker: Speaker): (readonly HeardSegment[])[] {
  const speech = segments.filter((segment) => segment.speaker === speaker);
  const starts = speech.flatMap((_, first) => (first % (windowSegments - 1) === 0 ? first : []));
  return starts.map((first) => speech.slice(first, first + windowSegments));
}
