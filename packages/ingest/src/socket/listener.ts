import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type BackoffPolicy, createTrouble, type Log, type Tokens } from '@cueline/shared';
import type { IngestMetrics } from '../metrics.js';
import { createSocketHealth, describeEnding } from './socket-health.js';
import { listenOnce, type ListenContext } from './socket.js';
import type { Span } from '../writing/span.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

/** A listener's settings and callbacks. */
export interface ListenerContext
  extends
    SourceReports,
    Pick<ListenContext, 'subscribeMessage' | 'pingIntervalMs' | 'pongTimeoutMs' | 'converse' | 'now' | 'signal'> {
  readonly tokens: Omit<Tokens, 'idToken'>;
  readonly urlWith: (token: string) => string | Promise<string>;
  /** The waits before it is opened again. */
  readonly backoff?: BackoffPolicy | undefined;
  readonly metrics: IngestMetrics;
  readonly log: Log;
}

/** A socket; times are µs of our monotonic clock. */
interface Connection {
  readonly number: number;
  readonly leaving: AbortController;
  /** Set once it is open. */
  openedUs?: number;
  /** Since when it brings all calls. */
  coversUs?: number;
  /** Up to when all that it brings has been heard. */
  untilUs: number;
}

const RECONNECT: BackoffPolicy = { firstMs: 250, maxMs: 5_000, jitter: 1 };
/**
 * A socket that is closed sooner was no success: the peer refuses us politely, and the wait grows. One that lasts longer is
 * opened again at once, as most is heard so.
 */
const LASTING_US = 1_500_000;
/** The code of a connection that broke: what was sent last may not have come. */
const BROKEN = 1006;

/** Listens to the transcription socket, and reopens it whenever it breaks, or before it is closed if the peer warns of that. */
export function createListener(context: ListenerContext): TranscriptSource {
  const { tokens, now, log, signal, metrics } = context;
  const health = createSocketHealth(now);
  let failures = 0;
  const closed = createTrouble({ log, over: 'transcription socket is open again' });
  let count = 0;
  let hasOpened = false;
  /** The socket that the span grows by, and the one that is to take over. */
  let main: Connection | undefined;
  let next: Connection | undefined;
  let span: Span | undefined;
  const open = new Set<Connection>();

  function extend(connection: Connection, untilUs: number): void {
    connection.untilUs = untilUs;
    if (connection === main && span !== undefined && untilUs > span.untilUs) {
      span.untilUs = untilUs;
      if (untilUs - span.sinceUs >= LASTING_US) closed.end(context);
    }
    takeOver();
  }
  /** Lets the next socket take over: from one that is open once all has been heard on that until the next brings all calls. */
  function takeOver(): void {
    const before = main;
    if (next?.coversUs === undefined || (before !== undefined && before.untilUs < next.coversUs)) return;
    const sinceUs = next.coversUs;
    main = next;
    next = undefined;
    if (before === undefined) {
      span = { sinceUs, untilUs: Math.max(sinceUs, main.untilUs) };
      context.onSpan(span);
    } else {
      log.info('another transcription socket has taken over');
      before.leaving.abort();
    }
  }
  const hasLasted = ({ openedUs }: Connection) => openedUs !== undefined && now() - openedUs >= LASTING_US;
  function covers(connection: Connection): void {
    if (connection !== next || connection.openedUs === undefined) return;
    connection.coversUs ??= now();
    takeOver();
  }
  /** A socket has ended. Returns whether another hears all that it would have heard. */
  function end(connection: Connection, code: number): boolean {
    open.delete(connection);
    if (connection === next) {
      next = undefined;
      return false;
    }
    // what was sent before a close in order has come
    if (connection === main && next?.coversUs !== undefined && code !== BROKEN) extend(connection, now());
    if (connection !== main) return true;
    main = undefined;
    if (next !== undefined) covers(next);
    return false;
  }

  async function listen(token: string, url: string, onWarned: () => void): Promise<void> {
    const connection: Connection = { number: ++count, leaving: new AbortController(), untilUs: -Infinity };
    next = connection;
    const { signal: leave } = connection.leaving;
    const ending = await listenOnce({
      ...context,
      signal: AbortSignal.any([signal, leave]),
      url,
      onOpen: (silentMs) => {
        health.open(silentMs, failures === 0 || main !== undefined ? 0 : LASTING_US);
        metrics.opened.inc();
        metrics.isOpen.set(1);
        if (!hasOpened) log.info('transcription socket is open');
        hasOpened = true;
        open.add(connection);
        connection.openedUs = now();
        if (main === undefined) covers(connection);
      },
      onCovering: () => covers(connection),
      onClosing: () => {
        if (connection === main && hasLasted(connection)) onWarned();
      },
      onFrame: (data, isBinary, isAnswer) => {
        const heardUs = now();
        if (connection.openedUs !== undefined) extend(connection, heardUs);
        if (!isAnswer) context.onFrame(data, isBinary, heardUs, open.size > 1 ? connection.number : undefined);
      },
      onAnswered: (sentUs) => {
        if (sentUs <= connection.untilUs) return;
        extend(connection, sentUs);
        if (connection === main) context.onAnswered();
      },
      onPause: () => metrics.pauses.inc(),
    });
    const wasMain = connection === main;
    const isReplaced = end(connection, ending.code);
    metrics.isOpen.set(main === undefined ? 0 : 1);
    if (signal.aborted) return;
    metrics.closed.inc();
    if (hasLasted(connection)) failures = 0;
    if (ending.refusedWith === 401) tokens.invalidate(token);
    if (isReplaced) return;
    const { code, reason, refusedWith, error } = ending;
    if (main !== undefined && !wasMain)
      return log.warn({ code, reason, refusedWith, err: error }, 'another transcription socket could not be opened');
    const how = describeEnding(ending);
    if (main === undefined) health.close(how, leave.aborted);
    if (leave.aborted) return log.info('transcription socket is opened again, as CXone had reported an error on it');
    // once for each way of closing, not once for each attempt
    if (closed.begin(context, how))
      log.warn({ code, reason, refusedWith, err: error }, 'transcription socket is closed');
  }

  return {
    objection: health.objection,
    warning: health.warning,
    state: health.state,
    reopen: () => (main ?? next)?.leaving.abort(),
    async run(): Promise<void> {
      let left: Promise<void> | undefined;
      while (!signal.aborted) {
        try {
          const token = await tokens.get();
          health.opening();
          const url = await context.urlWith(token);
          const warned = Promise.withResolvers<true>();
          const ended = listen(token, url, () => warned.resolve(true));
          if ((await Promise.race([ended, warned.promise])) === true) left = ended;
          else await delay(backoffMs(failures++, context.backoff ?? RECONNECT, Math.random), undefined, { signal });
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }
      await left;
    },
  };
}
