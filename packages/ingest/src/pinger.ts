import type { WebSocket } from 'ws';
import type { HeardClock } from './heard-clock.js';

export interface PingerContext {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly now: HeardClock;
  /** Called when a ping is answered: everything said before `sentUs` has been heard. */
  readonly onAnswered: (sentUs: number) => void;
}

/** Pings an open socket until it closes, and terminates it if it does not answer. */
export function keepAlive(socket: WebSocket, { intervalMs, timeoutMs, now, onAnswered }: PingerContext): void {
  const mostUnanswered = Math.max(1, Math.floor(timeoutMs / intervalMs));
  let unanswered: number[] = [];
  const timer = setInterval(() => {
    // count pings, not time: the socket is not to blame if this process was frozen
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
