import { setTimeout as delay } from 'node:timers/promises';
import {
  createFrameFormat,
  createMetrics,
  type HeardStats,
  type Log,
  type Objection,
  parseFrames,
} from '@cueline/shared';
import { findDeafness } from './hearing/find-deafness.js';
import type { SocketSettings } from './settings.js';
import { createFrameSource } from './socket/hear-frames.js';
import { createHearing } from './hearing/hearing.js';
import { createHeardClock } from './heard-clock.js';
import { createIngestMetrics } from './metrics.js';

export interface TrySocketContext {
  readonly settings: SocketSettings;
  /** How long to listen, at most. */
  readonly forMs: number;
  readonly log: Log;
}

/** What came of listening for a while. */
export interface SocketTried {
  /** Why the socket is not open. */
  readonly objection: Objection | undefined;
  /** What is wrong with what was heard. */
  readonly deafness: readonly Objection[];
  readonly heard: HeardStats;
}

const LOOK_EVERY_MS = 50;

/** Listens to the transcription socket as ingest does, without Redis, until agent and customer were heard or the time is over. */
export async function trySocket({ settings, forMs, log }: TrySocketContext): Promise<SocketTried> {
  const stop = new AbortController();
  const { signal } = stop;
  const format = createFrameFormat(settings);
  const now = createHeardClock(() => performance.now());
  const metrics = createIngestMetrics(createMetrics('doctor'));
  const hearing = createHearing({ format, now, checks: new Map(), metrics, log });
  const source = createFrameSource({
    settings,
    log,
    signal,
    isBehind: () => false,
    onFrame(data, isBinary) {
      for (const frame of parseFrames(data, isBinary, format)) hearing.hear(frame, data, now());
    },
  });
  const listening = source.run();
  const isHeard = ({ speakers }: HeardStats) => ['agent', 'customer'].every((role) => (speakers[role] ?? 0) > 0);
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs && !isHeard(hearing.read())) await delay(LOOK_EVERY_MS);
  const objection = source.objection();
  const heard = hearing.read();
  hearing.close();
  stop.abort();
  await listening;
  const found = Object.values(findDeafness(heard, format));
  return { objection, deafness: found.filter((one) => one !== undefined), heard };
}
