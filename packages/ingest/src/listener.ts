import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, type BackoffPolicy, createTrouble, type Log, type Tokens } from '@cueline/shared';
import type { IngestMetrics } from './metrics.js';
import { listenOnce, type Ending, type ListenContext } from './socket.js';
import type { Span } from './span.js';

/** A listener's settings and callbacks. */
export interface ListenerContext extends Pick<
  ListenContext,
  'subscribeMessage' | 'pingIntervalMs' | 'pongTimeoutMs' | 'now' | 'isBehind' | 'signal'
> {
  readonly tokens: Tokens;
  readonly urlWith: (token: string) => string;
  /** Called when a new span begins; the span grows while the socket is open. */
  readonly onSpan: (span: Span) => void;
  readonly onFrame: (data: Buffer, isBinary: boolean, heardUs: number) => void;
  /** Called when the span has grown without a frame: a ping was answered. */
  readonly onAnswered: () => void;
  readonly metrics: IngestMetrics;
  readonly log: Log;
}

const RECONNECT: BackoffPolicy = { firstMs: 250, maxMs: 5_000, jitter: 1 };

/** Listens to the transcription socket, and reopens it whenever it breaks. */
export function createListener(context: ListenerContext) {
  const { tokens, now, log, signal, metrics } = context;
  let isOpen = false;
  let failures = 0;
  const closed = createTrouble({ log, over: 'transcription socket is open again' });
  let hasOpened = false;

  async function listen(token: string): Promise<void> {
    let span: Span | undefined;
    const ending = await listenOnce({
      ...context,
      url: context.urlWith(token),
      onOpen: () => {
        const sinceUs = now();
        span = { sinceUs, untilUs: sinceUs };
        isOpen = true;
        metrics.opened.inc();
        if (!hasOpened) log.info('transcription socket is open');
        hasOpened = true;
        closed.end(context);
        context.onSpan(span);
      },
      onFrame: (data, isBinary) => {
        const heardUs = now();
        failures = 0;
        if (span !== undefined) span.untilUs = heardUs;
        context.onFrame(data, isBinary, heardUs);
      },
      onAnswered: (sentUs) => {
        failures = 0;
        if (span === undefined || sentUs <= span.untilUs) return;
        span.untilUs = sentUs;
        context.onAnswered();
      },
      onPause: () => metrics.pauses.inc(),
    });
    isOpen = false;
    if (ending.refusedWith === 401) tokens.invalidate(token);
    tellClosed(ending);
  }

  /** Logs each way of closing once, not once per attempt. */
  function tellClosed({ code, refusedWith, error }: Ending): void {
    const way = `${code} ${refusedWith ?? error?.message}`;
    if (!signal.aborted && closed.begin(context, way))
      log.warn({ code, refusedWith, err: error }, 'transcription socket is closed');
  }

  return {
    isOpen: () => isOpen,
    /** Returns when told to stop. */
    async run(): Promise<void> {
      while (!signal.aborted) {
        try {
          await listen(await tokens.get());
          await delay(backoffMs(failures++, RECONNECT, Math.random), undefined, { signal });
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }
    },
  };
}
