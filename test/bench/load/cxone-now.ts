/** The clock of the simulator, which runs in the benchmark's own process: ms since the epoch, with a fraction. */
export const cxoneNow = (): number => performance.timeOrigin + performance.now();
