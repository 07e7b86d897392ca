import { type Call, pick, type Random } from '@cueline/simulator';
import { FIRST, type Line, type OwedCue, PARTS, SLIPS, SMALL_TALK } from './call-parts.js';
import { BEAT_MS, DISCLOSURES, TITLES } from './rules.js';

/** How long a call's speech lasts at most, in ms. */
export const CALL_MS = 13 * BEAT_MS;

/** How long after an end frame a call's id is used again, in ms: longer than late speech counts. */
export const USED_AGAIN_MS = 6000;

/** A call to be played, and what it deserves. */
export interface ChaosCall {
  readonly call: Call;
  /** A call that had its id before, and ended `USED_AGAIN_MS` before it began. */
  readonly earlier?: ChaosCall;
  /** When it begins, in ms since the run began. */
  readonly startMs: number;
  /** Its end frame comes in the middle of it, before anything is due. */
  readonly hangsUp: boolean;
  /** Its frames have no ids and no times. */
  readonly bare: boolean;
  readonly verdicts: Readonly<Record<string, string>>;
  /** Ids of prohibited phrases that the agent says. */
  readonly prohibited: readonly string[];
  readonly owed: readonly (Omit<OwedCue, 'after'> & { readonly afterSegmentId: string })[];
  /** Which disclosures are said in time or late. */
  readonly timings: Readonly<Record<string, Timing>>;
  /** Titles that may be cued once, or not. */
  readonly mayCue: readonly string[];
}

/** By when a disclosure had to be said, and when it was. */
export interface Timing {
  readonly title: string;
  readonly afterSegmentId: string;
  readonly saidSegmentId: string;
  readonly dueMs: number;
}

/** Makes calls of many kinds, so many per second; the same random numbers make the same calls. */
export function chaosCalls(random: Random, { durationMs, perSecond }: CallsOptions): ChaosCall[] {
  const count = Math.floor((Math.max(durationMs - CALL_MS, CALL_MS) / 1000) * perSecond);
  return Array.from({ length: count }, (_, i) => {
    const startMs = Math.round(((i + random()) / perSecond) * 1000);
    const kind = random();
    if (kind < 0.1) return hungUpCall(`hung-up-${i + 1}`, startMs);
    const call = wholeCall(`call-${i + 1}`, startMs, random);
    return kind < 0.25 ? { ...call, earlier: hungUpCall(call.call.interactionId, startMs, 'earlier-') } : call;
  });
}

export interface CallsOptions {
  /** All calls are over within this time, in ms, unless it is shorter than two calls. */
  readonly durationMs: number;
  readonly perSecond: number;
}

function wholeCall(interactionId: string, startMs: number, random: Random): ChaosCall {
  const bare = random() < 0.15;
  const chosen = DISCLOSURES.map((id) => {
    // Without times, frames that change places change the order of words.
    const ways = Object.keys(PARTS[id]).filter((way) => !(bare && way === 'split'));
    return { id, way: pick(random, ways) };
  });
  const parts = chosen.map(({ id, way }) => ({ id, ...PARTS[id][way]! }));
  const slip = SLIPS[pick(random, Object.keys(SLIPS))]!;
  const lines = [FIRST, ...SMALL_TALK, ...parts.flatMap((part) => part.lines), ...slip.lines].toSorted(
    (a, b) => a.endMs - b.endMs,
  );
  const attributes = chosen.some(({ id, way }) => id === 'terms' && way === 'elsewhere') ? {} : { skill: 'cards' };
  const segmentIdOf = (line: Line) => `${interactionId}-${lines.indexOf(line) + 1}`;
  const owedPhrases = slip.id === undefined ? [] : [{ title: TITLES[slip.id], after: slip.lines[0]!, dueMs: 0 }];
  return {
    call: { interactionId, segments: lines.map((line) => segmentOf(line, segmentIdOf(line), attributes)) },
    startMs,
    bare,
    hangsUp: false,
    verdicts: Object.fromEntries(parts.map(({ id, verdict }) => [id, verdict])),
    prohibited: slip.id === undefined ? [] : [slip.id],
    owed: [...parts.flatMap(({ owed }) => owed ?? []), ...owedPhrases].map(({ after, ...owed }) => ({
      ...owed,
      afterSegmentId: segmentIdOf(after),
    })),
    timings: Object.fromEntries(
      parts.flatMap(({ id, timing }) => {
        if (timing === undefined) return [];
        const { title, dueMs, after, said } = timing;
        return [[id, { title, dueMs, afterSegmentId: segmentIdOf(after), saidSegmentId: segmentIdOf(said) }]];
      }),
    ),
    mayCue: parts.flatMap(({ mayCue }) => mayCue ?? []),
  };
}

/** It is over before anything is due, so nothing is cued. */
function hungUpCall(interactionId: string, startMs: number, prefix = ''): ChaosCall {
  const lines = [FIRST, ...SMALL_TALK.slice(0, 1)];
  return {
    call: {
      interactionId,
      segments: lines.map((line, i) => segmentOf(line, `${prefix}${interactionId}-${i + 1}`, {})),
      endMs: 1.5 * BEAT_MS,
    },
    startMs,
    bare: false,
    hangsUp: true,
    verdicts: { notice: 'missed', fee: 'not_required', rate: 'not_required', terms: 'not_required', debt: 'missed' },
    prohibited: [],
    owed: [],
    timings: {},
    mayCue: [],
  };
}

function segmentOf({ endMs, speaker, text }: Line, segmentId: string, attributes: Record<string, string>) {
  return { segmentId, speaker, text, attributes, startMs: endMs - 300, endMs };
}
