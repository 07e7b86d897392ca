import type { Engine, NearMiss } from '../matching/engine.js';
import { createEvidence } from './evidence.js';
import type { HeardSegment } from './interaction.js';
import { languagesOf } from './match-again.js';
import { turnStarts } from './turns.js';

/** The closest that an interaction came to saying something, with what it lacked; its words are masked. */
export interface HeardNearMiss extends Omit<NearMiss, 'from' | 'to'> {
  /** The segment in which it ends, and when that was heard. */
  readonly segmentId: string;
  readonly heardAtUs: number;
}

type SaidSegment = Pick<HeardSegment, 'speaker' | 'text' | 'segmentId' | 'heardAtUs' | 'language'> & {
  readonly startUs?: number | undefined;
  /** When it began, if that is worked out already. */
  readonly atUs?: number;
};

/** Near misses are searched in windows of this many consecutive segments of one speaker. */
const WINDOW_SEGMENTS = 3;

/**
 * Finds the closest near miss of each key, if there is any. Slower than matching.
 *
 * @param segments of one interaction, in order
 * @param closerThan by key, how close speech came to it before: only what is closer is searched for, and nothing at 1
 * @returns the closest first
 */
export function findNearMisses(
  engine: Engine,
  segments: readonly SaidSegment[],
  closerThan: (key: string) => number,
): HeardNearMiss[] {
  const closest = new Map<string, HeardNearMiss>();
  const closerYet = (key: string) => closest.get(key)?.closeness ?? closerThan(key);
  const all = segments.map(timed);
  for (const speaker of new Set(segments.map((segment) => segment.speaker))) {
    const speech = segments.filter((segment) => segment.speaker === speaker);
    const starts = turnStarts(speech.map(timed), all);
    const evidenceOf = createEvidence(speech.map(({ text }) => text));
    for (const { start, window } of windowsOf(speech)) {
      const turnsHere = (first = 1) =>
        starts.map((index) => index - start).filter((index) => index >= Math.max(1, first) && index < window.length);
      const texts = window.map(({ text }) => text);
      for (const { words, from, to, ...near } of engine.nearest(
        speaker,
        texts,
        closerYet,
        turnsHere,
        languagesOf(window),
      )) {
        const end = window[to.segment];
        if (end === undefined) continue;
        const said = { words, from: { ...from, segment: start + from.segment } };
        closest.set(near.key, {
          ...near,
          words: evidenceOf(said),
          segmentId: end.segmentId,
          heardAtUs: end.heardAtUs,
        });
      }
    }
  }
  return closestNearMisses([...closest.values()]);
}

/** The closest for each key, the closest of all first. */
export function closestNearMisses(found: readonly HeardNearMiss[]): HeardNearMiss[] {
  const closest = new Map<string, HeardNearMiss>();
  for (const near of found) {
    if (near.closeness > (closest.get(near.key)?.closeness ?? 0)) closest.set(near.key, near);
  }
  return [...closest.values()].sort((a, b) => b.closeness - a.closeness || a.heardAtUs - b.heardAtUs);
}

const timed = ({ speaker, text, heardAtUs, startUs, atUs }: SaidSegment) => {
  return { speaker, text, heardAtUs, atUs: atUs ?? startUs ?? heardAtUs };
};

/** Windows over what a speaker said; each overlaps the next by one segment. */
function windowsOf(speech: readonly SaidSegment[]): { start: number; window: readonly SaidSegment[] }[] {
  const starts = speech.flatMap((_, first) => (first % (WINDOW_SEGMENTS - 1) === 0 ? first : []));
  return starts.map((start) => ({ start, window: speech.slice(start, start + WINDOW_SEGMENTS) }));
}
