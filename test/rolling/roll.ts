import { setTimeout as delay } from 'node:timers/promises';
import type { Fleet, Member } from '../chaos/fleet.js';
import { eventually } from '../chaos/recovery.js';
import type { ProcessName } from '../harness/spawn-process.js';

/** In the order in which `helm upgrade` may do it, and any other order is as good. */
const KINDS = ['ingest', 'matcher', 'publisher'] as const satisfies readonly ProcessName[];
const READY_MS = 60_000;

export interface RollOptions {
  /** Whose build takes over. */
  readonly checkout: string | undefined;
  /** How long both run side by side after each step. */
  readonly stepMs: number;
  readonly tell: (line: string) => void;
}

/** Replaces all processes one after the other: the new one is ready before an old one is asked to end. */
export async function roll(fleet: Fleet, { checkout, stepMs, tell }: RollOptions): Promise<void> {
  const old: readonly Member[] = KINDS.flatMap((kind) => fleet.of(kind));
  for (const member of old) {
    const { name } = member.process;
    const { label, process } = await fleet.start(name, checkout);
    if (!(await eventually(() => process.isReady(), READY_MS))) throw new Error(`${label} did not become ready`);
    await fleet.retire(member);
    tell(`${label} has taken over from ${member.label}`);
    await delay(stepMs);
  }
}
