import { once } from 'node:events';
import { backoffMs, type BackoffPolicy } from '@cueline/shared';
import { supervise, type Service, type Supervised, type SupervisorContext } from './supervise.js';

export interface PipelineContext {
  readonly onChange: SupervisorContext['onChange'];
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** Aborted when all is to stop. */
  readonly signal: AbortSignal;
}

const RESTART: BackoffPolicy = { firstMs: 250, maxMs: 5_000, jitter: 0.5 };

/** Runs services as child processes, in groups that are stopped in the reverse of the order in which they were started. */
export function createPipeline({ onChange, random, signal }: PipelineContext) {
  const groups: Supervised[][] = [];
  const restartDelayMs = (deaths: number) => backoffMs(deaths - 1, RESTART, random);
  const stopping = signal.aborted ? Promise.resolve() : once(signal, 'abort');
  const ended = () => groups.flat().map((service) => service.ended);

  return {
    /** Starts services side by side. */
    start(services: readonly Service[]): void {
      groups.push(services.map((service) => supervise(service, { onChange, restartDelayMs })));
    },
    /**
     * Resolves when all started services are ready, or when all are to stop.
     *
     * @throws CommandError when one can't run as it is set up
     */
    async untilReady(): Promise<void> {
      const ready = Promise.all(groups.flat().map((service) => service.ready));
      await Promise.race([stopping, ready, ...ended()]);
    },
    /**
     * Resolves when all are to stop.
     *
     * @throws CommandError when one can't run as it is set up
     */
    async untilStopping(): Promise<void> {
      await Promise.race([stopping, ...ended()]);
    },
    /** Stops the groups, the latest first; waits until a group has ended before it stops the next. */
    async stop(): Promise<void> {
      for (const group of groups.toReversed()) {
        for (const service of group) service.stop();
        await Promise.allSettled(group.map((service) => service.ended));
      }
    },
  };
}
export type Pipeline = ReturnType<typeof createPipeline>;
