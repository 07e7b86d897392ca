import { randomBytes } from 'node:crypto';

const COMMENT_MS = 15_000;
/** A viewer that has taken nothing for so long is gone, whatever its connection says. */
const STUCK_MS = 45_000;

/** One page that watches. */
export interface EventStream {
  readonly id: string;
  readonly response: Response;
  /** Sends an event with data that becomes JSON; false if the page has not taken the one before: it gets the newest later. */
  send(event: string, data: unknown): boolean;
  close(): void;
}

export interface EventStreamOptions {
  /** In ms; never goes back. */
  readonly now: () => number;
  /** Aborted when the connection is closed. */
  readonly gone: AbortSignal;
  readonly onClose: () => void;
}

/** A stream of server-sent events that never queues: there is at most one message that was not taken. */
export function createEventStream({ now, gone, onClose }: EventStreamOptions): EventStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let takenMs = now();
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearInterval(timer);
    gone.removeEventListener('abort', close);
    try {
      controller?.close();
    } catch {
      // the connection has closed it
    }
    onClose();
  };
  const write = (text: string): boolean => {
    if (isClosed || controller === undefined) return false;
    if ((controller.desiredSize ?? 0) <= 0) {
      if (now() - takenMs > STUCK_MS) close();
      return false;
    }
    controller.enqueue(encoder.encode(text));
    return true;
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started;
      },
      pull: () => {
        takenMs = now();
      },
      cancel: close,
    },
    { highWaterMark: 1 },
  );
  const timer = setInterval(() => write(': still here\n\n'), COMMENT_MS);
  gone.addEventListener('abort', close);
  return {
    id: randomBytes(12).toString('base64url'),
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close,
    response: new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      },
    }),
  };
}
