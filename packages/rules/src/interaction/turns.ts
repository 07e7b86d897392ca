import { languages } from '../languages/languages.js';
import type { Speaker } from '../pack/speaker.js';

/** A stretch of speech in time: `atUs` is its start, or when it was heard if frames say no start. */
export interface SpokenAt {
  readonly speaker: Speaker;
  readonly atUs: number;
  readonly heardAtUs: number;
}

/** After so much silence a speaker begins anew. */
const SILENCE_US = 5_000_000;

/**
 * Where frames do not say when speech began, it was heard when it ended, and so much later than what went before: few
 * segments last longer than the difference to the above.
 */
const SILENCE_AND_SPEECH_US = 15_000_000;

/** Of all languages: what shows that one listens does so in any call, and a turn has no language of its own. */
const backChannels = new Set(languages.flatMap((language) => [...language.backChannels]));

const WORD = /[\p{L}\p{N}]+/gu;

/** Whether words are a turn of their own, rather than a sign of listening. */
export function isTurn(text: string): boolean {
  // Nearly always the first word tells.
  WORD.lastIndex = 0;
  for (let word = WORD.exec(text); word !== null; word = WORD.exec(text))
    if (!backChannels.has(word[0].toLowerCase())) return true;
  return false;
}

/**
 * Finds where a speaker begins anew: another speaker has taken a turn since, or nobody spoke for seconds. Only what is
 * known of the segments decides, so neither their order of arrival nor cutting one in two makes a difference: what is
 * cut has no silence in it, and a turn between its halves is one whether it is cut or not.
 *
 * @param speech a speaker's segments, in word order
 * @param others what all speakers said, in any order; without a text it is known to be a turn
 * @param from the first segment that is asked for
 * @returns the indexes of the segments that begin a turn
 */
export function turnStarts(speech: readonly SpokenAt[], others: readonly MaybeTurn[], from = 0): number[] {
  const starts: number[] = [];
  for (let index = Math.max(1, from); index < speech.length; index += 1) {
    const [before, segment] = [speech[index - 1], speech[index]];
    if (before === undefined || segment === undefined) continue;
    if (isAfterSilence(before, segment) || others.some(isBetween(before, segment))) starts.push(index);
  }
  return starts;
}

interface MaybeTurn extends SpokenAt {
  readonly text?: string;
}

function isAfterSilence(before: SpokenAt, { atUs, heardAtUs }: SpokenAt): boolean {
  return atUs - before.heardAtUs >= (atUs === heardAtUs ? SILENCE_AND_SPEECH_US : SILENCE_US);
}

const isBetween = (before: SpokenAt, after: SpokenAt) => (turn: MaybeTurn) =>
  turn.speaker !== after.speaker &&
  compareTimes(before, turn) < 0 &&
  compareTimes(turn, after) < 0 &&
  (turn.text === undefined || isTurn(turn.text));

/** Orders speech as it was said. */
export const compareTimes = (a: SpokenAt, b: SpokenAt): number => a.atUs - b.atUs || a.heardAtUs - b.heardAtUs;

/**
 * Of turns that are no longer kept as speech, those that still tell whether another speaker's kept speech is one turn:
 * the last in each place between two segments, and behind the last.
 */
export function neededTurns(turns: readonly SpokenAt[], kept: readonly SpokenAt[]): SpokenAt[] {
  const needed = new Set<SpokenAt>();
  const ordered = turns.toSorted(compareTimes);
  for (const speaker of new Set(kept.map((segment) => segment.speaker))) {
    const own = kept.filter((segment) => segment.speaker === speaker);
    const last = new Map<number, SpokenAt>();
    for (const turn of ordered) {
      if (turn.speaker === speaker) continue;
      const place = own.findIndex((segment) => compareTimes(segment, turn) >= 0);
      if (place !== 0) last.set(place, turn);
    }
    for (const turn of last.values()) needed.add(turn);
  }
  return ordered.filter((turn) => needed.has(turn));
}
