import { once } from 'node:events';
import { createServer } from 'node:net';

/** Finds so many ports of the loopback address, each another, that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  // all are held until the last has been found, so that none is found twice
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
  return ports;
}
