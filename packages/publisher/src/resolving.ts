import type { Log } from '@cueline/shared';

/** Whether cues are resolved. Not every tenant has it, and one that has not says so at the first try. */
export function createResolving({ on, log }: { on: boolean; log: Log }) {
  let isOn = on;
  return {
    isOn: () => isOn,
    /** For the life of the process. */
    turnOff(status: number): void {
      if (isOn) log.warn({ status }, 'CXone cannot resolve cues here; they stay open');
      isOn = false;
    },
  };
}
export type Resolving = ReturnType<typeof createResolving>;
