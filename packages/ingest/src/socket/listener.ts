import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type BackoffPolicy, createTrouble, type Log, type Tokens } from '@cueline/shared';
import type { IngestMetrics } from '../metrics.js';
import { createSocketHealth, describeEnding } from './socket-health.js';
import { listenOnce, type ListenContext } from './socket.js';
import { type Connection, createSuccession } from './succession.js';
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
  const sockets = createSuccession({
    onSpan: context.onSpan,
    onTakenOver: () => log.info('another transcription socket has taken over, as this one will be closed'),
  });

  const hasLasted = ({ openedUs }: Connection) => openedUs !== undefined && now() - openedUs >= LASTING_US;
  function heard(connection: Connection, untilUs: number): void {
    sockets.heard(connection, untilUs);
    const span = sockets.span();
    if (sockets.isMain(connection) && span !== undefined && untilUs - span.sinceUs >= LASTING_US) closed.end(context);
  }

  async function listen(token: string, url: string, onWarned: () => void): Promise<void> {
    const own = new AbortController();
    const connection: Connection = { number: ++count, leave: () => own.abort(), untilUs: -Infinity };
    sockets.begin(connection);
    const ending = await listenOnce({
      ...context,
      signal: AbortSignal.any([signal, own.signal]),
      url,
      onOpen: (silentMs) => {
        health.open(silentMs, failures === 0 || sockets.isHeard() ? 0 : LASTING_US);
        metrics.opened.inc();
        metrics.isOpen.set(1);
        if (!hasOpened) log.info('transcription socket is open');
        hasOpened = true;
        sockets.opened(connection, now());
      },
      onCovering: () => sockets.covers(connection, now()),
      onClosing: () => {
        if (sockets.isMain(connection) && hasLasted(connection)) onWarned();
      },
      onFrame: (data, isBinary, isAnswer) => {
        const heardUs = now();
        if (connection.openedUs !== undefined) heard(connection, heardUs);
        if (!isAnswer) context.onFrame(data, isBinary, heardUs, sockets.isOverlap() ? connection.number : undefined);
      },
      onAnswered: (sentUs) => {
        if (sentUs <= connection.untilUs) return;
        heard(connection, sentUs);
        if (sockets.isMain(connection)) context.onAnswered();
      },
      onPause: () => metrics.pauses.inc(),
    });
    const wasMain = sockets.isMain(connection);
    const isReplaced = sockets.ended(connection, now(), ending.code !== BROKEN);
    metrics.isOpen.set(sockets.isHeard() ? 1 : 0);
    if (signal.aborted) return;
    metrics.closed.inc();
    if (hasLasted(connection)) failures = 0;
    if (ending.refusedWith === 401) tokens.invalidate(token);
    if (isReplaced) return;
    const { code, reason, refusedWith, error } = ending;
    if (sockets.isHeard() && !wasMain)
      return log.warn({ code, reason, refusedWith, err: error }, 'another transcription socket could not be opened');
    const how = describeEnding(ending);
    if (!sockets.isHeard()) health.close(how, own.signal.aborted);
    if (own.signal.aborted)
      return log.info('transcription socket is opened again, as CXone had reported an error on it');
    // once for each way of closing, not once for each attempt
    if (closed.begin(context, how))
      log.warn({ code, reason, refusedWith, err: error }, 'transcription socket is closed');
  }

  return {
    objection: health.objection,
    warning: health.warning,
    state: health.state,
    reopen: () => sockets.current()?.leave(),
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
