import { SingleBar } from 'cli-progress';

/** Shows how far a long run has come. */
export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

/** Shows nothing. */
export const noProgress: Progress = { step: () => undefined, end: () => undefined };

/** A bar on a terminal, which goes when the run is over; nothing elsewhere. */
export function createProgress(
  stderr: NodeJS.WritableStream & Pick<NodeJS.WriteStream, 'isTTY'>,
  total: number,
): Progress {
  if (!stderr.isTTY) return noProgress;
  const format = '{bar} {value} of {total} calls, {eta} s left';
  // Ctrl-C ends us at once, so nothing of the terminal is set that would stay.
  const kept = { linewrap: true, gracefulExit: false };
  const bar = new SingleBar({ format, stream: stderr, barsize: 20, clearOnComplete: true, ...kept });
  bar.start(total, 0);
  return { step: () => bar.increment(), end: () => bar.stop() };
}
