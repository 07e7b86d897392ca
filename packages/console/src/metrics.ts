import { Counter, Gauge, type Registry } from 'prom-client';

/**
 * The console's metrics.
 *
 * @param viewers how many pages are open
 */
export function createConsoleMetrics(registry: Registry, viewers: () => number) {
  return {
    viewers: new Gauge({
      name: 'cueline_console_viewers',
      help: 'Pages that are open',
      registers: [registry],
      collect() {
        this.set(viewers());
      },
    }),
    redisSeconds: new Counter({
      name: 'cueline_console_redis_seconds_total',
      help: 'Time of Redis that reading live calls took, in seconds, by the clock of Redis',
      registers: [registry],
    }),
  };
}
export type ConsoleMetrics = ReturnType<typeof createConsoleMetrics>;
