import type { Log } from '@cueline/shared';

/** Logs times in which no ingest was listening: each once, though every partition meets it. */
export function createGapLog(log: Log) {
  let loggedToMs = 0;
  return (fromMs: number, toMs: number): void => {
    if (fromMs < loggedToMs) return;
    loggedToMs = toMs;
    const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
    log.warn({ from, to }, 'nothing was heard for a while: no ingest was listening');
  };
}
export type GapLog = ReturnType<typeof createGapLog>;
