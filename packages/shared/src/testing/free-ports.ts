import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports returned before: the caller may not listen on them yet. */
const found = new Set<number>();

/** Finds free ports of the loopback address; never returns the same port to this process twice. */
export async function freePorts(count: number): Promise<number[]> {
  // hold all until the last is found, so that none is found twice
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no free port');
    return address.port;
  });
  await Promise.all(
    servers.map((server) => {
      server.close();
      return once(server, 'close');
    }),
  );
  const fresh = ports.filter((port) => !found.has(port));
  for (const port of fresh) found.add(port);
  return fresh.length === count ? fresh : [...fresh, ...(await freePorts(count - fresh.length))];
}
