import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { once } from 'node:events';
import { errorCode } from '../error-code.js';
import type { Metrics } from '../metrics/metrics.js';
import { listObjections, type ReadinessChecks } from './objections.js';
import { SettingsError } from '../settings/settings-error.js';

/** Serves `/healthz` (alive), `/readyz` (ready, or why not) and `/metrics`. */
export function createHealthApp({ metrics, checks }: { metrics: Metrics; checks: ReadinessChecks }): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return context.text('', 405, { Allow: 'GET, HEAD' });
    return next();
  });
  app.get('/healthz', (context) => context.json({ alive: true }));
  app.get('/readyz', (context) => {
    const objections = listObjections(checks);
    const reasons = Object.fromEntries(objections.map(({ check, reason }) => [check, reason]));
    const ready = objections.length === 0;
    return context.json({ ready, reasons }, ready ? 200 : 503);
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType }),
  );
  return app;
}

/** Limits that keep HTTP clients from slowing the process's main work. */
export interface HttpLimits {
  /** Longest time to receive the request's headers, and the whole request. */
  readonly requestTimeoutMs: number;
  /** Connections beyond this are closed on arrival. */
  readonly maxConnections: number;
}

export interface ListenOptions {
  readonly limits?: HttpLimits;
  /** Called when a connection is closed on arrival because there are too many. */
  readonly onDrop?: () => void;
}

const LIMITS: HttpLimits = { requestTimeoutMs: 10_000, maxConnections: 64 };
const MAX_HEADER_BYTES = 8 * 1024;

/**
 * Serves an app; returns the port, which the system chose if 0 was requested.
 *
 * @throws SettingsError if it cannot listen there
 */
export async function listen(
  app: Pick<Hono, 'fetch'>,
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
    throw new SettingsError([
      `HTTP_PORT should be free at HTTP_HOST (${errorCode(error) ?? 'failed'}): ${host}:${port}`,
    ]);
  }
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : port };
}
