import type { WebSocket } from 'ws';
import type { HeardClock } from './heard-clock.js';

/** How a socket is kept alive. */
export interface PingerContext {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly now: HeardClock;
  /** A ping was answered: everything said before `sentUs` has been heard. */
  readonly onAnswered: (sentUs: number) => void;
}

/** Pings an open socket until it closes; one that does not answer is ended. */
export function keepAlive(socket: WebSocket, { intervalMs, timeoutMs, now, onAnswered }: PingerContext): void {
  const mostUnanswered = Math.max(1, Math.floor(timeoutMs / intervalMs));
  let unanswered: number[] = [];
  const timer = setInterval(() => {
    // pings are counted, not time: a process that was frozen must not blame the socket
    if (unanswered.length >= mostUnanswered) {
      socket.terminate();
      return;
    }
    const sentUs = now();
    unanswered.push(sentUs);
    socket.ping(String(sentUs));
  }, intervalMs);
  socket.on('pong', (payload) => {
    const sentUs = Number(payload.toString());
    if (!unanswered.includes(sentUs)) return;
    unanswered = unanswered.filter((other) => other > sentUs);
    onAnswered(sentUs);
  });
  socket.once('close', () => clearInterval(timer));
}
