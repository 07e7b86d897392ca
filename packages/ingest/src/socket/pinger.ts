import type { WebSocket } from 'ws';
import type { HeardClock } from '../heard-clock.js';

export interface PingerContext {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly now: HeardClock;
  /** Called when a ping is answered: everything said before `sentUs` has been heard. */
  readonly onAnswered: (sentUs: number) => void;
}

/**
 * Pings an open socket until it closes, and terminates it if nothing comes any more. Any frame is a sign of life: under a
 * flood the answer to a ping waits behind all that was sent before it.
 *
 * @returns for how long nothing has come though we pinged (ms)
 */
export function keepAlive(socket: WebSocket, { intervalMs, timeoutMs, now, onAnswered }: PingerContext): () => number {
  const mostPings = Math.max(1, Math.floor(timeoutMs / intervalMs));
  /** Pings sent since anything came. */
  let silentPings = 0;
  let unanswered: number[] = [];
  const timer = setInterval(() => {
    // Count pings, not time: the socket is not to blame if this process was frozen, nor if it is not being read.
    if (socket.isPaused) return;
    if (silentPings >= mostPings) {
      socket.terminate();
      return;
    }
    silentPings += 1;
    const sentUs = now();
    unanswered = [...unanswered, sentUs].slice(-mostPings);
    socket.ping(String(sentUs));
  }, intervalMs);
  socket.on('message', () => (silentPings = 0));
  socket.on('pong', (payload) => {
    silentPings = 0;
    const sentUs = Number(payload.toString());
    if (!unanswered.includes(sentUs)) return;
    unanswered = unanswered.filter((other) => other > sentUs);
    onAnswered(sentUs);
  });
  socket.once('close', () => clearInterval(timer));
  return () => Math.max(0, silentPings - 1) * intervalMs; // the last ping is still under way
}
