import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers a connection that asks to become a WebSocket with a status, and ends it. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => undefined); // the client may have gone
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
