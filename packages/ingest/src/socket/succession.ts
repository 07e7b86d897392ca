import type { Span } from '../writing/span.js';

/** One of the sockets that follow one another; times are µs of our monotonic clock. */
export interface Connection {
  readonly number: number;
  /** Closes it. */
  readonly leave: () => void;
  /** When it opened; unset before. */
  openedUs?: number;
  /** Since when it brings all calls. */
  coversUs?: number;
  /** Up to when all that it brings has been heard. */
  untilUs: number;
}

export interface SuccessionContext {
  /** Called when a new span begins: the socket before has ended, or there was none. */
  readonly onSpan: (span: Span) => void;
  /** Called when a socket has taken over from one that is open, before that is closed. */
  readonly onTakenOver: () => void;
}

/**
 * Follows sockets of which one succeeds the other: after it has ended, in a span of its own, or while it is open. Then the span goes on once
 * all has been heard on the one before up to the moment from which the next brings all calls. Does no I/O.
 */
export function createSuccession({ onSpan, onTakenOver }: SuccessionContext) {
  /** The one that the span grows by, and the one that is to take over. */
  let main: Connection | undefined;
  let next: Connection | undefined;
  let span: Span | undefined;
  const open = new Set<Connection>();

  function takeOver(): void {
    const before = main;
    if (next?.coversUs === undefined || (before !== undefined && before.untilUs < next.coversUs)) return;
    main = next;
    next = undefined;
    if (before === undefined || span === undefined) {
      const sinceUs = main.coversUs ?? main.untilUs;
      span = { sinceUs, untilUs: Math.max(sinceUs, main.untilUs) };
      onSpan(span);
    } else {
      onTakenOver();
      before.leave();
    }
  }
  function heard(connection: Connection, untilUs: number): void {
    connection.untilUs = untilUs;
    if (connection === main && span !== undefined) span.untilUs = Math.max(span.untilUs, untilUs);
    takeOver();
  }
  function covers(connection: Connection, atUs: number): void {
    if (connection !== next || connection.openedUs === undefined) return;
    connection.coversUs ??= atUs;
    takeOver();
  }

  return {
    /** Whether a socket is open by which the span grows. */
    isHeard: (): boolean => main !== undefined,
    isMain: (connection: Connection): boolean => connection === main,
    /** The socket by which the span grows, or else the one that is being opened. */
    current: (): Connection | undefined => main ?? next,
    /** Whether several are open, which bring the same. */
    isOverlap: (): boolean => open.size > 1,
    /** The span that grows, or was the last to grow. */
    span: (): Span | undefined => span,
    /** Another socket is being opened. */
    begin: (connection: Connection): void => void (next = connection),
    /** It has opened. Where no other is open, it brings all there is. */
    opened(connection: Connection, atUs: number): void {
      open.add(connection);
      connection.openedUs = atUs;
      if (main === undefined) covers(connection, atUs);
    },
    /** It brings all calls. */
    covers,
    /** All that it brings has been heard up to then. */
    heard,
    /**
     * It has ended.
     *
     * @param isInOrder whether all that was sent on it has come
     * @returns whether another hears all that it would have heard
     */
    ended(connection: Connection, atUs: number, isInOrder: boolean): boolean {
      open.delete(connection);
      if (connection === next) {
        next = undefined;
        return false;
      }
      if (connection === main && next?.coversUs !== undefined && isInOrder) heard(connection, atUs);
      if (connection !== main) return true;
      main = undefined;
      if (next !== undefined) covers(next, atUs);
      return false;
    },
  };
}
