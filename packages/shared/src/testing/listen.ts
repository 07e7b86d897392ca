import { once } from 'node:events';
import type { Server } from 'node:http';

/** Has an HTTP or HTTPS server of a test's own listen on a free port of the loopback address. */
export async function listen(server: Server): Promise<{ host: string; stop: () => void }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return {
    host: `127.0.0.1:${address.port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
