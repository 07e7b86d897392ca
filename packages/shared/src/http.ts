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

/**
 * Serves an app; gives the port, which the system chose where 0 was asked for.
 *
 * @throws SettingsError where it cannot listen there
 */
export async function listen(app: Hono, host: string, port: number): Promise<{ server: ServerType; port: number }> {
  const server = serve({ fetch: app.fetch, hostname: host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new SettingsError([`HTTP_PORT should be free at HTTP_HOST (${code}): ${host}:${port}`]);
  }
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : port };
}
