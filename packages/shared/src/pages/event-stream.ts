import { randomBytes } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { finished } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

const COMMENT_MS = 15_000;
/** A viewer that has taken nothing for so long is gone, whatever its connection says. */
const STUCK_MS = 45_000;

/** One page that watches. */
export interface EventStream {
  readonly id: string;
  /** What the handler of the request returns. */
  readonly response: Response;
  /** Sends an event with data that becomes JSON; false if the page has not taken the one before: it gets the newest later. */
  send(event: string, data: unknown): boolean;
  close(): void;
}

export interface EventStreamOptions {
  /** Headers of the answer beside those of every stream. */
  readonly headers: Readonly<OutgoingHttpHeaders>;
  /** In ms; never goes back. */
  readonly now: () => number;
  /** Called once, whoever closes it. */
  readonly onClose: () => void;
}

/**
 * Answers a request with a stream of server-sent events that never queues: there is at most one message that was not taken.
 * It is written to Node's response itself: a thousand web streams cost 20 MB more.
 */
export function createEventStream(
  asked: Context<{ Bindings: HttpBindings }>,
  { headers, now, onClose }: EventStreamOptions,
): EventStream {
  const { outgoing } = asked.env;
  let takenMs = now();
  const write = (text: string): boolean => {
    if (outgoing.writableLength > 0) {
      if (now() - takenMs > STUCK_MS) outgoing.destroy();
      return false;
    }
    if (outgoing.writableEnded || outgoing.destroyed) return false;
    takenMs = now();
    outgoing.write(text);
    return true;
  };
  outgoing.writeHead(200, {
    ...headers,
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  outgoing.flushHeaders();
  const timer = setInterval(write, COMMENT_MS, ': still here\n\n');
  finished(outgoing, () => {
    clearInterval(timer);
    onClose();
  });
  if (asked.req.method === 'HEAD') outgoing.end();
  return {
    id: randomBytes(12).toString('base64url'),
    response: RESPONSE_ALREADY_SENT,
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => outgoing.end(),
  };
}
