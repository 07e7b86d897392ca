import { setTimeout as delay } from 'node:timers/promises';
import type { Lane } from './fault-kinds.js';
import { INJECT } from './inject.js';
import type { Victims } from './victims.js';
import type { LabContext } from './lab-context.js';
import { eventually, isRecovered } from './recovery.js';
import type { ScheduledFault } from './schedule.js';

/** A fault that was begun, and when, in ms since the run began. */
export interface InjectedFault extends ScheduledFault {
  readonly beganMs: number;
  readonly endedMs: number;
}

/** What became of a schedule. */
export interface ScheduleRun {
  readonly injected: readonly InjectedFault[];
  /** Faults from which their lanes did not recover. */
  readonly unrecovered: readonly string[];
}

/** How long a lane may take to recover from a fault. */
const RECOVERY_MS = 60_000;

/**
 * Begins each fault at its time, or later, when its lane has recovered from the one before; none after the run's time: no call
 * would be there to suffer from it.
 */
export async function runSchedule(
  schedule: readonly ScheduledFault[],
  victims: Victims,
  { tell, sinceMs, durationMs }: Pick<LabContext, 'tell'> & { sinceMs: () => number; durationMs: number },
): Promise<ScheduleRun> {
  const injected: InjectedFault[] = [];
  const unrecovered: string[] = [];
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

  async function runFault(fault: ScheduledFault): Promise<void> {
    const beganMs = sinceMs();
    tell(`${seconds(beganMs).padStart(8)}  ${fault.kind} for ${seconds(fault.forMs)}`);
    try {
      const heal = await INJECT[fault.kind](victims, fault);
      await delay(fault.forMs);
      await heal?.();
    } catch (error) {
      unrecovered.push(`${fault.kind} at ${seconds(beganMs)}: ${String(error)}`);
    }
    injected.push({ ...fault, beganMs, endedMs: sinceMs() });
    if (!(await eventually(isRecovered(fault.lane, victims), RECOVERY_MS)))
      unrecovered.push(`${fault.kind} at ${seconds(beganMs)}`);
  }

  async function runLane(lane: Lane): Promise<void> {
    for (const fault of schedule.filter((one) => one.lane === lane)) {
      await delay(Math.max(0, fault.atMs - sinceMs()));
      if (sinceMs() > durationMs) return;
      await runFault(fault);
    }
  }

  const lanes = [...new Set(schedule.map(({ lane }) => lane))];
  await Promise.all(lanes.map(runLane));
  return { injected: injected.toSorted((a, b) => a.beganMs - b.beganMs), unrecovered };
}
