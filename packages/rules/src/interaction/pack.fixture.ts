import type { HeardSegment, InteractionState, Match } from './interaction.js';
import type { Disclosure, Pack, Prohibited, Sayable } from '../pack/pack.js';

/** A moment in the fixtures: seconds after the call's first word, in µs of the epoch. */
const T0 = Date.parse('2026-06-01T12:00:00Z') * 1000;
export const at = (seconds: number) => T0 + seconds * 1_000_000;

const sayable = (phrase: string): Sayable => ({ speaker: 'agent', say: [{ phrase, tolerance: 'exact' }], except: [] });
const examples = { said: [], notSaid: [] };

export function disclosure(id: string, parts: Partial<Disclosure> = {}): Disclosure {
  return {
    id,
    title: `Title of ${id}`,
    elements: [sayable(id)],
    need: 1,
    sinceAfter: false,
    cue: { priority: 'high' },
    examples,
    ...parts,
  };
}

export function prohibited(id: string, parts: Partial<Prohibited> = {}): Prohibited {
  return { id, title: `Title of ${id}`, ...sayable(id), cue: { priority: 'critical' }, examples, ...parts };
}

export function packOf(parts: Partial<Pack>): Pack {
  return {
    version: 1,
    locale: 'en-US',
    fillers: ['um'],
    expansions: {},
    events: {},
    disclosures: [],
    prohibited: [],
    limits: { cuesPerInteraction: 12, quietMs: 5000 },
    ...parts,
  };
}

/** Says the sayable `key` at so many seconds, in a segment of its own. */
export function said(key: string, seconds: number, words = key): Match {
  const segmentId = `${key}@${seconds}`;
  return {
    key,
    from: [at(seconds), at(seconds), 0],
    to: [at(seconds), at(seconds), 3],
    heardAtUs: at(seconds),
    segmentId,
    words,
    confidence: 1,
  };
}

export function heard(matches: Match[], parts: Partial<InteractionState> = {}): InteractionState {
  return {
    firstHeardAtUs: T0,
    lastHeardAtUs: Math.max(T0, ...matches.map((match) => match.heardAtUs)),
    attributes: {},
    matches,
    ...parts,
  };
}

/** The segments of a call with one of them cut in two at a word; the second part is heard a µs later. */
export function cutInTwo(segments: readonly HeardSegment[], which: number, where: number): HeardSegment[] {
  return segments.flatMap((segment, i) => {
    const words = segment.text.split(' ');
    if (i !== which % segments.length || words.length < 2) return [segment];
    const word = 1 + (where % (words.length - 1));
    const [first, second] = [words.slice(0, word).join(' '), words.slice(word).join(' ')];
    return [
      { ...segment, text: first },
      { ...segment, segmentId: `${segment.segmentId}b`, heardAtUs: segment.heardAtUs + 1, text: second },
    ];
  });
}
