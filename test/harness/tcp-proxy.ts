import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { freePorts } from '@cueline/shared/testing';

/** A line between two parts that a test can cut, slow down, or let fall silent. */
export interface TcpProxy {
  readonly port: number;
  /** Ends all connections (with a reset), and refuses others until it is mended. */
  cut(): void;
  mend(): void;
  /** Closes the port: the system refuses connections until `accept`. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /** Delays what is sent either way; `Infinity` holds it back, unnoticed, until the delay is changed. */
  delay(ms: number): void;
  close(): void;
}

/** Puts a proxy before a port of the loopback address. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const lines = new Set<Line>();
  const [port = 0] = await freePorts(1); // nobody else is given it while the proxy refuses connections
  let delayMs = 0;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(targetPort, '127.0.0.1');
    const both = [carry(near, far, () => delayMs), carry(far, near, () => delayMs)];
    for (const line of both) lines.add(line);
    for (const socket of [near, far]) {
      socket.setNoDelay();
      socket.on('error', () => undefined); // 'close' follows
      socket.on('close', (hadError) => {
        if (hadError) for (const other of [near, far]) other.destroy();
        for (const line of both) lines.delete(line);
      });
    }
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const cutAll = () => {
    for (const { from } of lines) from.resetAndDestroy();
  };
  return {
    port,
    async refuse() {
      server.close();
      cutAll();
      await once(server, 'close');
    },
    async accept() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    cut() {
      isCut = true;
      cutAll();
    },
    mend() {
      isCut = false;
    },
    delay(ms) {
      delayMs = ms;
      for (const line of lines) line.flush();
    },
    close() {
      server.close();
      cutAll();
    },
  };
}

interface Line {
  readonly from: Socket;
  readonly flush: () => void;
}

/** Carries what one socket sends to another, in order, each part once its delay has passed. */
function carry(from: Socket, to: Socket, delayMs: () => number): Line {
  const held: { readonly chunk: Buffer | undefined; readonly atMs: number }[] = [];
  const flush = () => {
    for (let next = held[0]; next !== undefined; next = held[0]) {
      const waitMs = next.atMs + delayMs() - performance.now();
      if (waitMs > 0) {
        if (waitMs < Number.POSITIVE_INFINITY) setTimeout(flush, waitMs);
        return;
      }
      held.shift();
      if (next.chunk === undefined) to.end();
      else if (!to.destroyed) to.write(next.chunk);
    }
  };
  const take = (chunk?: Buffer) => {
    held.push({ chunk, atMs: performance.now() });
    flush();
  };
  from.on('data', take);
  from.on('end', () => take());
  return { from, flush };
}
