import { pick, type Random } from '@cueline/simulator';
import { FAULTS, type FaultKind, type Lane, type RedisMode } from './fault-kinds.js';

/** Something that will go wrong: when it begins and for how long, in ms since the run began. */
export interface ScheduledFault {
  readonly lane: Lane;
  readonly kind: FaultKind;
  readonly atMs: number;
  readonly forMs: number;
  /** Which of those that it could befall, from 0 to below 1. */
  readonly target: number;
  /** How strongly, from 0 to below 1. */
  readonly strength: number;
}

/** Between two faults of a lane, so that what the first did can be mended. */
const QUIET_MS = [3000, 8000] as const;

/**
 * Draws up what goes wrong in a run, lane by lane: in each lane one thing at a time, side by side with the other lanes.
 * The same chance gives the same schedule.
 */
export function drawSchedule(random: Random, { durationMs, mode }: ScheduleOptions): ScheduledFault[] {
  const lanes: Lane[] = ['ingests', 'redis', 'workers', 'api'];
  return lanes.flatMap((lane) => drawLane(random, lane, { durationMs, mode })).toSorted((a, b) => a.atMs - b.atMs);
}

export interface ScheduleOptions {
  readonly durationMs: number;
  readonly mode: RedisMode;
}

function drawLane(random: Random, lane: Lane, { durationMs, mode }: ScheduleOptions): ScheduledFault[] {
  const able = FAULTS.filter((fault) => fault.lane === lane && (fault.modes?.includes(mode) ?? true));
  const faults: ScheduledFault[] = [];
  // Each kind comes once before any comes again.
  let left: typeof able = [];
  for (let atMs = between(random, QUIET_MS); ;) {
    if (left.length === 0) left = able;
    const fault = pick(random, left);
    const { kind } = fault;
    const forMs = between(random, fault.forMs);
    if (atMs + forMs > durationMs) return faults;
    left = left.filter((other) => other !== fault);
    faults.push({ lane, kind, atMs, forMs, target: random(), strength: random() });
    atMs += forMs + between(random, QUIET_MS);
  }
}

function between(random: Random, [least, most]: readonly [number, number]): number {
  return Math.round(least + random() * (most - least));
}
