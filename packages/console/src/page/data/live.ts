import type { CallRow, LiveAsk, LiveMessage, Shell, Wall } from '../../contract/index.js';
import { post, query, whyNoStream } from './api.js';
import { BASE } from './base.js';
import { fromConsole } from './json.js';

/** What the stream has said until now. Times are in ms of this browser's clock, if not said otherwise. */
export interface LiveState {
  readonly shell?: Shell | undefined;
  readonly wall?: Omit<Wall, 'rows'> | undefined;
  /** Rows of the window, by id. */
  readonly rows: ReadonlyMap<string, CallRow>;
  readonly call?: LiveMessage['call'];
  /** How far Redis' clock is ahead of this one. */
  readonly aheadMs: number;
  /** When something was heard of the pipeline last, or when the page began to wait for it. */
  readonly heardAtMs: number;
  /** The console answers, but Redis does not. */
  readonly isRedisAway: boolean;
  /** Why the console gives this page no stream. */
  readonly refusal?: string | undefined;
  /** Since when the page stands still, because somebody wants it to. */
  readonly pausedAtMs?: number | undefined;
}

export type PartialAsk = Partial<LiveAsk>;

/** A tab that nobody sees lets go of its connection: a browser has six of them. */
const CLOSE_HIDDEN_AFTER_MS = 60_000;
/** By which tabs of one browser make room for each other. */
const ROOM = 'cueline-live';
/** While somebody scrolls, a new window is asked for this often. */
const ASK_EVERY_MS = 120;
const REOPEN_AFTER_MS = 2000;

/** The one stream of this tab. */
export function createLive() {
  let state: LiveState = { rows: new Map(), aheadMs: 0, heardAtMs: Date.now(), isRedisAway: false };
  let wanted: PartialAsk = { view: 'other' };
  let source: EventSource | undefined;
  let stream: string | undefined;
  let askTimer: ReturnType<typeof setTimeout> | undefined;
  let hideTimer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const change = (changes: Partial<LiveState>) => {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  };

  const close = () => {
    source?.close();
    source = undefined;
    stream = undefined;
  };

  const room = new BroadcastChannel(ROOM);
  // A tab that somebody looks at needs a connection; one that nobody sees gets another when it is seen.
  room.addEventListener('message', () => document.hidden && close());

  const open = () => {
    close();
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
    room.postMessage('opening');
    const opened = new EventSource(`${BASE}/api/live${query(wanted)}`);
    source = opened;
    opened.addEventListener('live', ({ data }: MessageEvent<string>) => hear(fromConsole<LiveMessage>(data)));
    // A browser tries again by itself, unless the answer was no stream.
    opened.addEventListener('error', () => {
      stream = undefined;
      if (opened.readyState === EventSource.CLOSED) void tryAgain(opened);
    });
  };

  const tryAgain = async (refused: EventSource) => {
    const why = await whyNoStream(`live${query(wanted)}`);
    if (source !== refused) return;
    change({ refusal: why?.message });
    // What cannot be asked for is not asked for again until the page looks at something else.
    if (why?.code === 'bad_request') return;
    setTimeout(() => source === refused && state.pausedAtMs === undefined && open(), REOPEN_AFTER_MS);
  };

  const hear = (message: LiveMessage) => {
    stream = message.stream;
    const { wall, shell, call } = message;
    const isSnapshot = message.kind === 'snapshot';
    change({
      refusal: undefined,
      isRedisAway: message.isStale === true,
      // What comes while Redis is away is as old as what came before.
      ...(message.isStale === true ? {} : { aheadMs: message.atMs - Date.now(), heardAtMs: Date.now() }),
      ...(shell === undefined ? {} : { shell }),
      ...(call === undefined ? {} : { call }),
      ...(wall === undefined ? {} : { wall, rows: rowsAfter(isSnapshot ? new Map() : state.rows, wall) }),
    });
  };

  /** Tells the console what this tab looks at now. */
  const send = () => {
    clearTimeout(askTimer);
    askTimer = setTimeout(() => {
      if (stream === undefined) return source !== undefined && open();
      // A stream that the console no longer knows is opened anew.
      return post(`live/${stream}`, wanted).catch(open);
    }, ASK_EVERY_MS);
  };

  document.addEventListener('visibilitychange', () => {
    clearTimeout(hideTimer);
    if (document.hidden) hideTimer = setTimeout(close, CLOSE_HIDDEN_AFTER_MS);
    else if (source === undefined && state.pausedAtMs === undefined && listeners.size > 0) open();
  });

  return {
    close,
    read: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (source === undefined && state.pausedAtMs === undefined) open();
      return () => void listeners.delete(listener);
    },
    /** Looks at something else; what is shown of the wall stays until the answer comes. */
    look: (ask: PartialAsk) => {
      if (JSON.stringify(ask) === JSON.stringify(wanted)) return;
      wanted = ask;
      if (source !== undefined) send();
    },
    pause: () => {
      close();
      change({ pausedAtMs: Date.now() });
    },
    resume: () => {
      change({ pausedAtMs: undefined, heardAtMs: Date.now() });
      open();
    },
  };
}

function rowsAfter(known: ReadonlyMap<string, CallRow>, { ids, rows }: Wall): ReadonlyMap<string, CallRow> {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    ids.flatMap((id) => {
      const row = fresh.get(id) ?? known.get(id);
      return row === undefined ? [] : [[id, row] as const];
    }),
  );
}
