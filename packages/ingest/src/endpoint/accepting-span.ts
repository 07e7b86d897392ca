import { repeat, type Log } from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import type { Span } from '../writing/span.js';
import type { Writer } from '../writing/writer.js';

export interface AcceptingSpanContext {
  readonly writer: Pick<Writer, 'open' | 'publish'>;
  readonly now: HeardClock;
  /** Whether what is posted now is taken. */
  readonly isAccepting: () => boolean;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const GROW_EVERY_MS = 100;

/**
 * Publishes as heard the time in which everything that was posted was taken. A request that was refused cuts it: nobody knows
 * whether its sender comes again.
 */
export function keepAcceptingSpan({ writer, now, isAccepting, signal, log }: AcceptingSpanContext) {
  let span: Span | undefined;
  const grow = async () => {
    if (!isAccepting()) {
      span = undefined;
      return;
    }
    const atUs = now();
    if (span !== undefined) {
      span.untilUs = atUs;
      writer.publish();
      return;
    }
    span = { sinceUs: atUs, untilUs: atUs };
    writer.open(span);
  };
  const onError = (err: unknown) => log.error({ err }, 'it could not be noted how long frames were taken');
  void repeat({ everyMs: GROW_EVERY_MS, step: grow, signal, onError });
  return {
    /** A request was refused. */
    cut(): void {
      span = undefined;
    },
  };
}
