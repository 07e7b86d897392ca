import type { Log } from '@cueline/shared';

/** Whether cues are resolved. Not every tenant supports it; one that does not says so at the first attempt. */
export function createResolving({ on, log }: { on: boolean; log: Log }) {
  let isOn = on;
  return {
    isOn: () => isOn,
    /** Turns resolving off for the life of the process. */
    turnOff(status: number): void {
      if (isOn) log.warn({ status }, 'CXone cannot resolve cues here; they stay open');
      isOn = false;
    },
  };
}
export type Resolving = ReturnType<typeof createResolving>;
