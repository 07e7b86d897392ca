import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that a system gives to outgoing connections, one of which might take the port of a server that restarts.
const LOWEST = 12_000;
const HIGHEST = 32_000;

/** Ports returned before: the caller may not listen on them yet. */
const found = new Set<number>();

/** Finds free ports of the loopback address; never returns the same port to this process twice. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(LOWEST, HIGHEST);
    if (found.has(port)) continue;
    found.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
