import { SingleBar } from 'cli-progress';

/** Tells how far a long run has come. */
export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { step: () => undefined, end: () => undefined };

/** A bar on a terminal, which goes when the run is over; nothing elsewhere. */
export function createProgress(stderr: NodeJS.WriteStream, total: number): Progress {
  if (!stderr.isTTY) return noProgress;
  const format = '{bar} {value} of {total} calls, {eta} s left';
  const bar = new SingleBar({ format, stream: stderr, clearOnComplete: true, gracefulExit: false });
  bar.start(total, 0);
  return { step: () => bar.increment(), end: () => bar.stop() };
}
