import type { Frame, HeardStats, Segment } from '@cueline/shared';
import { addTo, mergeTallies, type Tally } from './tally.js';

const SLICE_US = 60_000_000;
const SLICES = 5;
/** In one slice. Further calls are not counted. */
const MAX_CALLS = 20_000;
/** A call of fewer segments is never one-sided. */
const MIN_SEGMENTS = 5;
/** A customer who has said this much has been answered. */
const MIN_CUSTOMER_SEGMENTS = 3;
/** Calls that bring frames but no words are counted up to this many in one slice. */
const MAX_MUTE_CALLS = 20;

/** The roles met in a call, as bits; above them is the number of its segments. */
const ROLE_BITS = { agent: 1, customer: 2, other: 4 } as const satisfies Record<Segment['speaker'], number>;
const ONE_SEGMENT = 8;

/** A minute. */
const createSlice = (startUs: number) => ({
  startUs,
  frames: { segment: 0, wordless: 0, interim: 0, end: 0, control: 0, bad: 0 } satisfies Record<Frame['kind'], number>,
  speakers: { agent: 0, customer: 0, other: 0 },
  unmarkedInterims: 0,
  firstInterimUs: undefined as number | undefined,
  interimCalls: new Set<unknown>(),
  wordlessCalls: new Set<unknown>(),
  calls: new Map<string, number>(),
  badReasons: new Map() as Tally,
  unknownSpeakers: new Map() as Tally,
  unknownTypes: new Map() as Tally,
  unusableFields: new Map() as Tally,
});
type Slice = ReturnType<typeof createSlice>;

/** Counts what is heard in the last five minutes, by our clock. Does no I/O. */
export function createFrameStats(nowUs: number) {
  let current = createSlice(nowUs);
  let slices = [current];
  let lastSpeechUs: number | undefined;

  function sliceAt(atUs: number): Slice {
    if (atUs < current.startUs + SLICE_US) return current;
    current = createSlice(atUs);
    slices = [...slices, current].filter(({ startUs }) => startUs > atUs - SLICES * SLICE_US);
    return current;
  }

  return {
    /** Counts a frame. Each segment pays for it: keep it small. */
    count(frame: Frame, heardUs: number): void {
      const slice = sliceAt(heardUs);
      slice.frames[frame.kind] += 1;
      switch (frame.kind) {
        case 'segment': {
          const { interactionId, speaker } = frame.segment;
          lastSpeechUs = heardUs;
          slice.speakers[speaker] += 1;
          const known = slice.calls.get(interactionId);
          if (known !== undefined || slice.calls.size < MAX_CALLS)
            slice.calls.set(interactionId, ((known ?? 0) | ROLE_BITS[speaker]) + ONE_SEGMENT);
          for (const field of frame.unusable) addTo(slice.unusableFields, field);
          if (frame.unknownSpeaker !== undefined) addTo(slice.unknownSpeakers, frame.unknownSpeaker);
          break;
        }
        case 'bad':
          addTo(slice.badReasons, frame.reason);
          break;
        case 'control':
          addTo(slice.unknownTypes, frame.type ?? '(none)');
          break;
        case 'interim':
          if (!frame.isMarked) slice.unmarkedInterims += 1;
          slice.firstInterimUs ??= heardUs;
          addMute(slice, slice.interimCalls, frame.interaction);
          break;
        case 'wordless':
          addMute(slice, slice.wordlessCalls, frame.interactionId);
          break;
        case 'end':
          break;
      }
    },
    /** What was heard in the last minutes. */
    read(atUs: number): HeardStats {
      sliceAt(atUs);
      const calls = mergeCalls(slices);
      const firstInterimUs = slices.find((slice) => slice.firstInterimUs !== undefined)?.firstInterimUs;
      return {
        windowMs: (atUs - (slices[0] ?? current).startUs) / 1000,
        frames: sum(slices.map(({ frames }) => frames)),
        speakers: sum(slices.map(({ speakers }) => speakers)),
        badReasons: mergeTallies(slices.map(({ badReasons }) => badReasons)),
        unknownSpeakers: mergeTallies(slices.map(({ unknownSpeakers }) => unknownSpeakers)),
        unknownTypes: mergeTallies(slices.map(({ unknownTypes }) => unknownTypes)),
        unusableFields: mergeTallies(slices.map(({ unusableFields }) => unusableFields)),
        speechTypes: [],
        fields: [],
        calls: calls.length,
        callsWithoutAgent: calls.filter(({ roles }) => (roles & ROLE_BITS.agent) === 0).length,
        oneSidedCalls: calls.filter(({ roles, segments }) => segments >= MIN_SEGMENTS && (roles & (roles - 1)) === 0)
          .length,
        agentlessCalls: calls.filter(
          ({ roles, segments }) =>
            segments >= MIN_CUSTOMER_SEGMENTS && (roles & ROLE_BITS.customer) !== 0 && (roles & ROLE_BITS.agent) === 0,
        ).length,
        wordlessCalls: new Set(slices.flatMap(({ wordlessCalls }) => [...wordlessCalls])).size,
        interimCalls: new Set(slices.flatMap(({ interimCalls }) => [...interimCalls])).size,
        ...(firstInterimUs === undefined ? {} : { firstInterimAgoMs: (atUs - firstInterimUs) / 1000 }),
        unmarkedInterims: slices.reduce((total, { unmarkedInterims }) => total + unmarkedInterims, 0),
        interimMinutes: slices.filter(({ frames }) => frames.interim > 0).length,
        ...(lastSpeechUs === undefined ? {} : { lastSpeechAgoMs: (atUs - lastSpeechUs) / 1000 }),
      };
    },
  };
}
export type FrameStats = ReturnType<typeof createFrameStats>;

/** Notes a call without words; once a slice has some, nothing is to be noted. */
function addMute({ frames }: Slice, calls: Set<unknown>, interaction: unknown): void {
  if (frames.segment === 0 && calls.size < MAX_MUTE_CALLS) calls.add(interaction);
}

function mergeCalls(slices: readonly Slice[]): { roles: number; segments: number }[] {
  const calls = new Map<string, { roles: number; segments: number }>();
  for (const slice of slices) {
    for (const [id, bits] of slice.calls) {
      const { roles, segments } = calls.get(id) ?? { roles: 0, segments: 0 };
      calls.set(id, {
        roles: roles | (bits % ONE_SEGMENT),
        segments: segments + Math.floor(bits / ONE_SEGMENT),
      });
    }
  }
  return [...calls.values()];
}

/** Adds up counts of the same names. */
function sum(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of counts) for (const [name, count] of Object.entries(one)) total[name] = (total[name] ?? 0) + count;
  return total;
}
