import { setTimeout as delay } from 'node:timers/promises';
import { Counter } from 'prom-client';
import type { Hono } from 'hono';
import { createHealthApp, type HttpLimits, listen } from './http.js';
import { createLog, type Log } from '../logging/log.js';
import { createMetrics, type Metrics } from '../metrics/metrics.js';
import type { ReadinessChecks } from './objections.js';
import type { ProcessSettings } from './process-settings.js';
import { secretsOf } from '../settings/secrets-of.js';
import { SettingsError } from '../settings/settings-error.js';
import { readSettings, type SettingsSchema } from '../settings/settings.js';
import type { Tracing } from '../tracing/span.js';
import { createTracing } from '../tracing/tracing.js';
import { createLayoutInForce, type LayoutInForce } from './layout-in-force.js';
import { createWrittenFormat, type WrittenFormat } from './written-format.js';

/** What a process runs with. */
export interface ProcessContext<T> {
  /** The kind of process, such as `ingest`. */
  readonly name: string;
  readonly settings: T;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Readiness checks served at `/readyz`; the process adds its own. */
  readonly checks: ReadinessChecks;
  /** What is wrong though the process is ready; shown by `cueline status`. */
  readonly warnings: ReadinessChecks;
  /** Present if calls are traced. */
  readonly tracing?: Tracing | undefined;
  /** Which format it writes what it stores in. */
  readonly format: WrittenFormat;
  /** Which layout it works on. */
  readonly layout: LayoutInForce;
  /**
   * Aborted when the process is told to stop, or partitions move, which it leaves in the same way: finish the work in progress, then
   * return.
   */
  readonly signal: AbortSignal;
  /** What answers HTTP requests from now on; by default health and metrics do. */
  readonly serve: (fetch: Hono['fetch']) => void;
}

/** One of Cueline's processes. */
export interface ProcessDefinition<T extends ProcessSettings> {
  readonly name: string;
  readonly settings: SettingsSchema<T>;
  /** Returns after it was told to stop and has finished. */
  readonly run: (context: ProcessContext<T>) => Promise<void>;
  /** For processes that serve more than health and metrics. */
  readonly httpLimits?: (settings: T) => HttpLimits;
}

/** Exit code of a process whose settings are wrong (`EX_CONFIG` of sysexits.h). */
const EXIT_CONFIGURATION = 78;
const LAST_SPANS_MS = 500;

/**
 * Runs a process: settings, log, health, and an orderly stop. It exits the host process: with 0 if it was told to stop
 * and finished in time, with 78 if settings are wrong, otherwise with 1.
 *
 * @param host the Node process, passed by `main.ts`
 */
export async function runProcess<T extends ProcessSettings>(
  host: NodeJS.Process,
  definition: ProcessDefinition<T>,
): Promise<void> {
  try {
    const settings = readSettings(definition.settings, host.env);
    const log = createLog({
      name: definition.name,
      level: settings.LOG_LEVEL,
      secrets: secretsOf(settings),
      interactions: settings.LOG_INTERACTIONS,
    });
    host.exit(await runToEnd(host, definition, settings, log));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const line of error.lines) host.stderr.write(`${line}\n`);
    host.exit(EXIT_CONFIGURATION);
  }
}

async function runToEnd<T extends ProcessSettings>(
  host: NodeJS.Process,
  { name, run, httpLimits }: ProcessDefinition<T>,
  settings: T,
  log: Log,
): Promise<number> {
  host.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught error');
    host.exit(1);
  });
  const signal = stopSignal(host, settings.SHUTDOWN_TIMEOUT, log);
  let fetch: Hono['fetch'] = () => new Response(null, { status: 503 });
  let onDrop = () => {};
  const serve = (next: Hono['fetch']) => {
    fetch = next;
  };
  const limits = httpLimits?.(settings);
  const { server, port } = await listen(
    { fetch: (...request) => fetch(...request) },
    settings.HTTP_HOST,
    settings.HTTP_PORT,
    {
      onDrop: () => onDrop(),
      ...(limits === undefined ? {} : { limits }),
    },
  );
  log.info({ host: settings.HTTP_HOST, port }, 'listening');
  const tracing = await createTracing(name, settings);
  const format = createWrittenFormat();
  // Where partitions move, all is left as if the process were stopped, and begins anew.
  const runOnce = async (): Promise<'anew' | 'ended'> => {
    const metrics = createMetrics(name);
    const checks: ReadinessChecks = new Map();
    const left = new AbortController();
    onDrop = countDropped(metrics);
    serve(createHealthApp({ metrics, checks }).fetch);
    const ended = run({
      name,
      settings,
      log,
      metrics,
      checks,
      warnings: new Map(),
      tracing,
      format,
      layout: createLayoutInForce(() => left.abort()),
      signal: AbortSignal.any([signal, left.signal]),
      serve,
    });
    const isLeft = () => left.signal.aborted && !signal.aborted;
    try {
      await ended;
    } catch (error) {
      if (!isLeft()) throw error;
      log.debug({ err: error }, 'ended while leaving');
    }
    return isLeft() ? 'anew' : 'ended';
  };
  try {
    while ((await runOnce()) === 'anew') log.info('begins anew');
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    // work in progress may fail because the process was told to stop
    if (!signal.aborted) {
      log.fatal({ err: error }, 'failed');
      return 1;
    }
    log.debug({ err: error }, 'ended while stopping');
  } finally {
    server.close();
    await closeTracing(tracing);
  }
  log.info('stopped');
  return 0;
}

/** Sends the last spans, for as long as a collector that is away may hold up the stop. */
async function closeTracing(tracing: Tracing | undefined): Promise<void> {
  const closed = tracing?.close().catch(() => undefined);
  await Promise.race([closed, delay(LAST_SPANS_MS, undefined, { ref: false })]);
}

/** Returns a signal that SIGTERM and SIGINT abort. Exits with 1 if the process has not stopped within the timeout. */
function stopSignal(host: NodeJS.Process, timeoutMs: number, log: Log): AbortSignal {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({ timeoutMs }, 'did not finish in time');
      host.exit(1);
    }, timeoutMs).unref();
    stopping.abort();
  };
  host.on('SIGTERM', stop);
  host.on('SIGINT', stop);
  return stopping.signal;
}

function countDropped(registry: Metrics): () => void {
  const name = 'cueline_http_connections_dropped_total';
  const dropped = new Counter({
    name,
    help: 'HTTP connections closed because there were too many',
    registers: [registry],
  });
  return () => dropped.inc();
}
