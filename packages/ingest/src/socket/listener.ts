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

const RECONNECT: BackoffPolicy = { firstMs: 250, maxMs: 5_000, jitter: 1 };
/**
 * A socket that is closed sooner was no success: the peer refuses us politely, and the wait grows. One that lasts longer is
 * opened again at once, as most is heard so.
 */
const LASTING_US = 1_500_000;

/** Listens to the transcription socket, and reopens it whenever it breaks. */
export function createListener(context: ListenerContext): TranscriptSource {
  const { tokens, now, log, signal, metrics } = context;
  const health = createSocketHealth(now);
  let failures = 0;
  const closed = createTrouble({ log, over: 'transcription socket is open again' });
  let hasOpened = false;
  let leaving = new AbortController();

  function extend(span: Span, untilUs: number): void {
    span.untilUs = untilUs;
    if (untilUs - span.sinceUs >= LASTING_US) closed.end(context);
  }

  async function listen(token: string, url: string): Promise<void> {
    let span: Span | undefined;
    leaving = new AbortController();
    const { signal: leave } = leaving;
    const ending = await listenOnce({
      ...context,
      signal: AbortSignal.any([signal, leave]),
      url,
      onOpen: (silentMs) => {
        const sinceUs = now();
        span = { sinceUs, untilUs: sinceUs };
        health.open(silentMs, failures === 0 ? 0 : LASTING_US);
        metrics.opened.inc();
        metrics.isOpen.set(1);
        if (!hasOpened) log.info('transcription socket is open');
        hasOpened = true;
        context.onSpan(span);
      },
      onFrame: (data, isBinary, isAnswer) => {
        const heardUs = now();
        if (span !== undefined) extend(span, heardUs);
        if (!isAnswer) context.onFrame(data, isBinary, heardUs);
      },
      onAnswered: (sentUs) => {
        if (span === undefined || sentUs <= span.untilUs) return;
        extend(span, sentUs);
        context.onAnswered();
      },
      onPause: () => metrics.pauses.inc(),
    });
    metrics.isOpen.set(0);
    if (signal.aborted) return;
    metrics.closed.inc();
    if (span !== undefined && now() - span.sinceUs >= LASTING_US) failures = 0;
    const how = describeEnding(ending);
    health.close(how, leave.aborted);
    if (leave.aborted) return log.info('transcription socket is opened again, as CXone had reported an error on it');
    if (ending.refusedWith === 401) tokens.invalidate(token);
    const { code, reason, refusedWith, error } = ending;
    // once for each way of closing, not once for each attempt
    if (closed.begin(context, how))
      log.warn({ code, reason, refusedWith, err: error }, 'transcription socket is closed');
  }

  return {
    objection: health.objection,
    warning: health.warning,
    state: health.state,
    reopen: () => leaving.abort(),
    async run(): Promise<void> {
      while (!signal.aborted) {
        try {
          const token = await tokens.get();
          health.opening();
          await listen(token, await context.urlWith(token));
          await delay(backoffMs(failures++, context.backoff ?? RECONNECT, Math.random), undefined, { signal });
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }
    },
  };
}
