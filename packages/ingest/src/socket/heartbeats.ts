import type { WebSocket } from 'ws';
import type { HeardClock } from '../heard-clock.js';

export interface HeartbeatsContext {
  readonly send: () => void;
  readonly everyMs: number;
  /** So many in a row without an answer end the socket. */
  readonly misses: number;
  readonly now: HeardClock;
  /** Called when one is answered: everything said before `sentUs` has been heard. */
  readonly onAnswered: (sentUs: number) => void;
}

/** Sends the platform's own heartbeats on an open socket until it closes, and terminates it if they are not answered. */
export function keepBeating(socket: WebSocket, { send, everyMs, misses, now, onAnswered }: HeartbeatsContext) {
  let unanswered: number[] = [];
  const timer = setInterval(() => {
    if (socket.isPaused) return; // answers wait behind what we do not read
    if (unanswered.length >= misses) {
      socket.terminate();
      return;
    }
    unanswered.push(now());
    send();
  }, everyMs);
  socket.on('close', () => clearInterval(timer));
  return {
    /** A heartbeat was answered: the first that was not, as far as anybody can tell. */
    answered(): void {
      const [sentUs] = unanswered;
      unanswered = [];
      if (sentUs !== undefined) onAnswered(sentUs);
    },
    /** For how long nothing has come though one was sent (ms). */
    silentMs: (): number => (unanswered[0] === undefined ? 0 : (now() - unanswered[0]) / 1000),
  };
}
