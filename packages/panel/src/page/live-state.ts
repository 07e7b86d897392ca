import type { Beat, Line, Refused, Shown } from '../contract/panel.js';
import { orderLines } from './order-lines.js';

/** A page that has heard nothing for so long has lost touch: beats come every 4 s. */
const LOST_AFTER_MS = 10_000;
/** So long a line that was just struck stays where it was. */
const HELD_MS = 3_000;

/** Whether what is shown can be trusted. `lost`: nothing comes from Cueline, or it does not know the call again yet. */
export type Touch = 'connecting' | 'good' | 'lost' | NonNullable<Beat['trouble']>;

/** What the page knows. Times of the page are in ms of `performance.now`. */
export interface LiveState {
  readonly shown: Shown | undefined;
  /** Lines of the call, in the order in which they stand on the page. */
  readonly lines: readonly Line[];
  readonly refused: Refused['reason'] | undefined;
  readonly touch: Touch;
  /** Redis' clock, as well as the page knows it. */
  readonly nowMs: number;
  readonly known: {
    readonly beat?: Beat & { readonly heardMs: number };
    readonly heardMs: number;
    /** What Cueline does not know again yet, after a restart, stays and is old. */
    readonly isLooking: boolean;
    /** When each line was struck while it was looked at. */
    readonly struck: ReadonlyMap<string, number>;
  };
}

/** What happens to a page: an event of its stream, or time that passes. */
export type LiveEvent = { readonly atMs: number } & (
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'beat'; readonly beat: Beat }
  | { readonly kind: 'refused'; readonly reason: Refused['reason'] }
  | { readonly kind: 'time' }
);

/** The state of a page that has just been opened. */
export const startLive = (atMs: number): LiveState => ({
  shown: undefined,
  lines: [],
  refused: undefined,
  touch: 'connecting',
  nowMs: 0,
  known: { heardMs: atMs, isLooking: false, struck: new Map() },
});

/** What a page knows after an event. */
export function nextLive(before: LiveState, event: LiveEvent): LiveState {
  const { atMs } = event;
  const taken = take(before, event);
  const { shown, known } = taken;
  const isHeld = ({ rule }: Line) => atMs - (known.struck.get(rule) ?? -Infinity) < HELD_MS;
  const order = before.lines.map(({ rule }) => rule);
  const isOld = atMs - known.heardMs > LOST_AFTER_MS || (known.isLooking && shown?.kind === 'call');
  return {
    ...taken,
    lines: shown?.kind === 'call' ? orderLines(order, shown.lines, isHeld) : [],
    touch: isOld ? 'lost' : known.beat === undefined ? 'connecting' : (known.beat.trouble ?? 'good'),
    nowMs: known.beat === undefined ? 0 : known.beat.atMs + atMs - known.beat.heardMs,
  };
}

function take(before: LiveState, event: LiveEvent): LiveState {
  const { atMs } = event;
  const known = { ...before.known, heardMs: atMs };
  switch (event.kind) {
    case 'shown': {
      const isLooking = event.shown.kind === 'looking';
      const shown = isLooking && before.shown?.kind === 'call' ? before.shown : event.shown;
      const struck = struckBetween(before, shown, atMs);
      return { ...before, shown, refused: undefined, known: { ...known, isLooking, struck } };
    }
    case 'beat':
      return { ...before, known: { ...known, beat: { ...event.beat, heardMs: atMs } } };
    case 'refused':
      return { ...before, refused: event.reason };
    case 'time':
      return before;
    default:
      return event satisfies never;
  }
}

const isMade = ({ kind }: Line): boolean => kind === 'satisfied' || kind === 'late' || kind === 'acknowledged';

/** Which lines were struck, and when; what was said before the page was opened is none of them. */
function struckBetween({ shown: before, known }: LiveState, after: Shown, atMs: number): ReadonlyMap<string, number> {
  if (before?.kind !== 'call' || after.kind !== 'call' || before.id !== after.id) return new Map();
  const open = new Set(before.lines.filter((line) => !isMade(line)).map(({ rule }) => rule));
  return new Map(
    after.lines.filter(isMade).flatMap(({ rule }) => {
      const struckMs = open.has(rule) ? atMs : known.struck.get(rule);
      return struckMs === undefined ? [] : [[rule, struckMs] as const];
    }),
  );
}
