import type { Engine, NearMiss } from '../matching/engine.js';
import { createEvidence } from './evidence.js';
import type { HeardSegment, Tail } from './interaction.js';
import { isFinalBefore, languagesOf } from './match-again.js';
import { placeOf } from './place.js';
import { turnStarts } from './turns.js';
import { countWords } from '../words/words.js';

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

/** Near misses are searched in windows of this many consecutive segments of one speaker; each overlaps the next by one. */
const WINDOW_SEGMENTS = 3;

/**
 * Finds the closest near miss of each key, if there is any. Slower than matching.
 *
 * @param segments of one interaction, in order
 * @param closerThan by key, how close speech came to it before: only what is closer is searched for, and nothing at 1
 * @param finalBefore by speaker, before which place the words are no longer at hand that may give others a meaning
 * @returns the closest first
 */
export function findNearMisses(
  engine: Engine,
  segments: readonly SaidSegment[],
  closerThan: (key: string) => number,
  finalBefore: Tail['finalBefore'] = {},
): HeardNearMiss[] {
  const closest = new Map<string, HeardNearMiss>();
  const closerYet = (key: string) => closest.get(key)?.closeness ?? closerThan(key);
  const all = segments.map(timed);
  for (const speaker of new Set(segments.map((segment) => segment.speaker))) {
    const speech = segments.filter((segment) => segment.speaker === speaker);
    const starts = turnStarts(speech.map(timed), all);
    const evidenceOf = createEvidence(speech.map(({ text }) => text));
    const nearestIn = (start: number, end: number) => {
      const window = speech.slice(start, end);
      const turnsHere = (first = 1) =>
        starts.map((index) => index - start).filter((index) => index >= Math.max(1, first) && index < window.length);
      const texts = window.map(({ text }) => text);
      return engine.nearest(speaker, texts, closerYet, turnsHere, languagesOf(window));
    };
    for (let first = 0; first < speech.length; first += WINDOW_SEGMENTS - 1) {
      const behind = first + WINDOW_SEGMENTS;
      if (nearestIn(first, behind).length === 0) continue;
      // What it means, the words before the window may tell.
      const start = withWordsBefore(speech, first, engine.contextWords);
      for (const { words, from, to, ...near } of nearestIn(start, behind)) {
        const [begin, end] = [speech[start + from.segment], speech[start + to.segment]];
        if (begin === undefined || end === undefined) continue;
        if (isFinalBefore(finalBefore[speaker], { from: placeOf(timed(begin), from.word) })) continue;
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

/** The segment with which so many words before a segment begin, or all that there are. */
function withWordsBefore(speech: readonly SaidSegment[], segment: number, words: number): number {
  let first = segment;
  for (let before = 0; first > 0 && before < words; first -= 1) before += countWords(speech[first - 1]?.text ?? '');
  return first;
}
