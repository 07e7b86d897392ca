import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { once } from 'node:events';
import type { Metrics } from './metrics.js';
import { SettingsError } from './settings-error.js';

/** Why a process is not ready, as one short sentence; undefined when it is. */
export type ReadinessCheck = () => string | undefined;

/** Named checks; a process is ready when none of them objects. */
export type ReadinessChecks = Map<string, ReadinessCheck>;

/** `/healthz`: alive; `/readyz`: ready, or why not; `/metrics`. */
export function createHealthApp({ metrics, checks }: { metrics: Metrics; checks: ReadinessChecks }): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return context.text('', 405, { Allow: 'GET, HEAD' });
    return next();
  });
  app.get('/healthz', (context) => context.json({ alive: true }));
  app.get('/readyz', (context) => {
    const reasons = Object.fromEntries(
      [...checks].map(([name, check]) => [name, check()]).filter(([, reason]) => reason !== undefined),
    );
    const ready = Object.keys(reasons).length === 0;
    return context.json({ ready, reasons }, ready ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }),
  );
  return app;
}

/** How much one who asks may take of a process that has other work to do. */
export interface HttpLimits {
  /** How long its head, and the whole request, may take to come. */
  readonly requestTimeoutMs: number;
  /** More connections are closed as they come. */
  readonly maxConnections: number;
}

export interface ListenOptions {
  readonly limits?: HttpLimits;
  /** Called when a connection is closed as it comes, because there are too many. */
  readonly onDrop?: () => void;
}

const LIMITS: HttpLimits = { requestTimeoutMs: 10_000, maxConnections: 64 };
const MAX_HEADER_BYTES = 8 * 1024;

/**
 * Serves an app; gives the port, which the system chose where 0 was asked for.
 *
 * @throws SettingsError where it cannot listen there
 */
export async function listen(
  app: Hono,
  host: string,
  port: number,
  { limits: { requestTimeoutMs, maxConnections } = LIMITS, onDrop }: ListenOptions = {},
): Promise<{ server: ServerType; port: number }> {
  const server = serve({
    fetch: app.fetch,
    hostname: host,
    port,
    serverOptions: {
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 10),
      maxHeaderSize: MAX_HEADER_BYTES,
    },
  });
  server.maxConnections = maxConnections;
  if (onDrop) server.on('drop', onDrop);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new SettingsError([`HTTP_PORT should be free at HTTP_HOST (${code}): ${host}:${port}`]);
  }
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : port };
}
