import { createKeys, partitionOf, InteractionId, type Outcome } from '@cueline/shared';
import type { Simulator } from '@cueline/simulator';
import { expect } from 'vitest';
import { readOutcomes } from './outcomes.js';
import type { Pipeline } from './pipeline.js';
import type { ScriptedCall } from './scripted-calls.js';
import { segmentsLeft } from './segments-left.js';
import { cuedTitles, shownCues, type Shown } from './shown-cues.js';
import { endFrame } from './speech-frame.js';

/** What cues are there, as `<interaction>: <title>`, sorted: one line for each time something was cued. */
function cued(cues: readonly Shown[]): string[] {
  return cues.flatMap((cue) => cuedTitles(cue).map((title) => `${cue.interactionId}: ${title}`)).sort();
}

function owed(calls: readonly ScriptedCall[]): string[] {
  return calls.flatMap(({ call, owed: titles }) => titles.map((title) => `${call.interactionId}: ${title}`)).sort();
}

/**
 * Waits until all that is owed was cued, then checks that nothing else was, nothing twice, and that nothing still waits.
 *
 * @param read what came up on desktops
 */
export async function expectOwedIsCued(
  { simulator, redis }: Pipeline,
  calls: readonly ScriptedCall[],
  read: (simulator: Simulator) => readonly Shown[] = shownCues,
): Promise<void> {
  const missing = () => {
    const shown = new Set(cued(read(simulator)));
    return owed(calls).filter((line) => !shown.has(line));
  };
  await expect.poll(missing, { timeout: 60_000, interval: 100 }).toEqual([]);
  await expect.poll(() => segmentsLeft(redis.client, redis), { timeout: 60_000 }).toBe(0);
  const keys = createKeys('cueline');
  const outboxes = async () => {
    const sizes = await Promise.all(
      Array.from({ length: redis.partitions }, (_, p) => redis.client.zcard(keys.outbox(p))),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  await expect.poll(outboxes, { timeout: 60_000 }).toBe(0);
  expect(cued(read(simulator))).toEqual(owed(calls));
}

/** The verdicts of an interaction's latest outcome, by disclosure; undefined before it has one. */
export async function readVerdicts({ redis }: Pipeline, id: string): Promise<Record<string, string> | undefined> {
  return verdictsOf((await readOutcomes(redis.client, redis.partitions)).get(id));
}

function verdictsOf(outcome: Outcome | undefined): Record<string, string> | undefined {
  if (outcome === undefined) return undefined;
  return Object.fromEntries(Object.entries(outcome.disclosures).map(([disclosure, { kind }]) => [disclosure, kind]));
}

/** Ends all calls and waits for their final verdicts, which must be what they deserve. */
export async function expectDeservedVerdicts(pipeline: Pipeline, calls: readonly ScriptedCall[]): Promise<void> {
  for (const { call } of calls) pipeline.simulator.pushFrame(endFrame(call.interactionId));
  await expectVerdicts(pipeline, calls);
}

/** Waits for the final verdicts of calls that have ended. */
export async function expectVerdicts(pipeline: Pipeline, calls: readonly ScriptedCall[]): Promise<void> {
  const ids = calls.map(({ call }) => call.interactionId);
  const verdicts = async () => {
    const outcomes = await readOutcomes(pipeline.redis.client, pipeline.redis.partitions);
    return Object.fromEntries(ids.map((id) => [id, verdictsOf(outcomes.get(id))]));
  };
  const deserved = Object.fromEntries(calls.map(({ call, notice, fee }) => [call.interactionId, { notice, fee }]));
  await expect.poll(verdicts, { timeout: 60_000, interval: 200 }).toEqual(deserved);
  await expect.poll(() => segmentsLeft(pipeline.redis.client, pipeline.redis)).toBe(0);
}

/** Whether anything of an interaction has been processed. */
export async function isHeard({ redis }: Pipeline, id: string): Promise<boolean> {
  const interactionId = InteractionId.parse(id);
  return (
    (await redis.client.exists(
      createKeys('cueline').interaction(partitionOf(interactionId, redis.partitions), interactionId),
    )) === 1
  );
}
