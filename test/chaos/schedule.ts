import { pick, type Random } from '@cueline/simulator';
import { FAULTS, type FaultKind, type Lane, type RedisMode } from './fault-kinds.js';

/** Something that will go wrong: when it begins and for how long, in ms since the run began. */
export interface ScheduledFault {
  readonly lane: Lane;
  readonly kind: FaultKind;
  readonly atMs: number;
  readonly forMs: number;
  /** Which of the possible victims it hits, from 0 to below 1. */
  readonly target: number;
  /** How strong it is, from 0 to below 1. */
  readonly strength: number;
}

/** The pause between two faults of a lane, at least and at most: time to recover from the first. */
const QUIET_MS = [3000, 8000] as const;

/**
 * Draws the faults of a run. Lanes run side by side; within a lane faults follow one another. The same random numbers give the same
 * schedule.
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
