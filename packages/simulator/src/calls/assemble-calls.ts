import { plainText } from '@cueline/shared';
import type { Call } from '../call.js';
import type { Utterance } from './call-format.js';
import { isTooFast, rateOf, speechMs } from './speech-rate.js';

/** Times from here on count from the epoch, not from when the call began. */
const LONGEST_CALL_MS = 10 * 24 * 3_600_000;

export interface Placed {
  readonly utterance: Utterance;
  readonly place: string;
}

/** What a file holds of one call. */
export interface RawCall {
  readonly interactionId: string;
  readonly spoken: Placed[];
  endMs?: number | undefined;
}

/**
 * Whether numbers of which nothing says what they count are seconds: if some are no whole numbers, or if as ms people would have
 * spoken faster than anybody can.
 */
export function areSeconds(calls: readonly RawCall[]): boolean {
  const bare = calls.map(({ spoken }) => spoken.map(({ utterance }) => utterance).filter((one) => one.timesAreBare));
  const isBroken = (ms: number | undefined) => ms !== undefined && !Number.isInteger(ms);
  return (
    bare.some((call) => isTooFast(rateOf(call))) ||
    bare.flat().some(({ startMs, endMs }) => isBroken(startMs) || isBroken(endMs))
  );
}

/** Reads bare numbers as seconds. */
export function inMs({ utterance, place }: Placed): Placed {
  if (!utterance.timesAreBare) return { utterance, place };
  const { startMs, endMs } = utterance;
  const times = { startMs: startMs && startMs * 1000, endMs: endMs && endMs * 1000 };
  return { utterance: { ...utterance, ...times }, place };
}

/** What is wrong with the times of a call, if anything. */
export function timesObjection({ spoken }: RawCall): string | undefined {
  const rate = rateOf(spoken.map(({ utterance }) => utterance));
  if (!isTooFast(rate)) return undefined;
  return `${rate.words} words in ${Math.round(rate.spanMs)} ms: the times look like seconds, but should be milliseconds`;
}

/** Times of a call, and whether any had to be estimated. */
export interface Timed {
  readonly call: Call;
  readonly isEstimated: boolean;
}

/**
 * Makes a call of what was said: gives names to segments that have none, counts times from when the call began, and estimates
 * those that are missing from how fast people speak.
 */
export function assembleCall(raw: RawCall, speakerOf: (utterance: Utterance) => string): Timed {
  const { interactionId, spoken } = raw;
  const known = spoken.flatMap(({ utterance: { startMs, endMs } }) =>
    [startMs, endMs].filter((ms) => ms !== undefined),
  );
  const first = known.reduce((least, ms) => Math.min(least, ms), Infinity);
  const beganMs = first < 0 || (first > LONGEST_CALL_MS && first < Infinity) ? first : 0;
  let isEstimated = false;
  let previousMs = 0;
  const segments = spoken.map(({ utterance }, index) => {
    const { segmentId = `${interactionId}-${index + 1}`, confidence, attributes, language } = utterance;
    const text = plainText(utterance.text);
    const given = { start: since(utterance.startMs, beganMs), end: since(utterance.endMs, beganMs) };
    if (given.start === undefined && given.end === undefined) isEstimated = true;
    const startMs = given.start ?? given.end ?? previousMs;
    const nextMs = since(spoken[index + 1]?.utterance.startMs, beganMs) ?? Infinity;
    const estimated = startMs + speechMs(text);
    const endMs = Math.max(startMs, given.end ?? (nextMs > startMs ? Math.min(estimated, nextMs) : estimated));
    previousMs = endMs;
    return { segmentId, speaker: speakerOf(utterance), startMs, endMs, text, confidence, attributes, language };
  });
  const endMs = since(raw.endMs, beganMs);
  return {
    call: { interactionId, segments, ...(endMs === undefined ? {} : { endMs: Math.max(0, endMs) }) },
    isEstimated,
  };
}

const since = (ms: number | undefined, beganMs: number) => (ms === undefined ? undefined : ms - beganMs);
