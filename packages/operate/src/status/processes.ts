import { StoredHeartbeat, type Heartbeat } from '@cueline/shared';

/** A process that has written a heartbeat. */
export interface ProcessStatus {
  readonly id: string;
  readonly seenAgoMs: number;
  readonly beat: Heartbeat;
}

/** A process that was not seen for so long is gone, or hangs. It writes a heartbeat every two seconds. */
const GONE_MS = 10_000;
/** How long a process that is gone is still shown. */
const SHOWN_MS = 600_000;
/** The kinds of process that every pipeline has. */
export const PIPELINE_KINDS = ['ingest', 'matcher', 'publisher'];
export const KINDS = [...PIPELINE_KINDS, 'archive', 'console', 'panel'];

/** Parses heartbeats as stored, in the order in which they are shown; those of another format are left out. */
export function parseProcesses(entries: Readonly<Record<string, string>>, atMs: number): ProcessStatus[] {
  return Object.entries(entries)
    .flatMap(([id, json]) => {
      const stored = StoredHeartbeat.safeParse(parseJson(json)).data;
      return stored === undefined ? [] : [{ id, seenAgoMs: atMs - stored.seenAtMs, beat: stored.beat }];
    })
    .toSorted(
      (a, b) =>
        KINDS.indexOf(a.beat.kind) - KINDS.indexOf(b.beat.kind) ||
        a.beat.host.localeCompare(b.beat.host) ||
        a.beat.pid - b.beat.pid,
    );
}

export const isRunning = ({ seenAgoMs, beat }: ProcessStatus): boolean =>
  // One that was seen in the future has not been seen since the clock of Redis was set back.
  beat.refused === undefined && Math.abs(seenAgoMs) <= GONE_MS;

/** Whether it is worth showing: it runs, or did a short while ago. */
export const isShown = ({ seenAgoMs }: ProcessStatus): boolean => seenAgoMs <= SHOWN_MS;

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
