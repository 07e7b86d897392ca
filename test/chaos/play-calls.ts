import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '@cueline/simulator';
import { endFrame } from '../harness/speech-frame.js';
import { type ChaosCall, USED_AGAIN_MS } from './chaos-calls.js';
import { cuedLines } from './cued-lines.js';

/** How long a call lasts at least after its speech, in ms: time for undeserved cues to appear. */
const LINGER_MS = 4000;
const LOOK_EVERY_MS = 500;

/**
 * Plays calls at their times. Each ends when all that it deserves has been cued, since nothing is cued after its end.
 *
 * @param signal ends the wait for cues that do not come
 */
export async function playCalls(
  simulator: Simulator,
  calls: readonly ChaosCall[],
  { sinceMs, signal }: { sinceMs: () => number; signal: AbortSignal },
): Promise<void> {
  let open: { readonly chaosCall: ChaosCall; readonly endedMs: number }[] = [];
  async function play(chaosCall: ChaosCall): Promise<void> {
    const { call, earlier, startMs, hangsUp, bare } = chaosCall;
    await delay(Math.max(0, startMs - sinceMs()));
    if (earlier !== undefined) {
      await simulator.play([earlier.call], { endFrames: true, bareFrames: bare });
      await delay(USED_AGAIN_MS);
    }
    await simulator.play([call], { endFrames: hangsUp, bareFrames: bare });
    if (!hangsUp) open.push({ chaosCall, endedMs: sinceMs() });
  }

  const cued = new Set<string>();
  let read = 0;
  function end(): void {
    const upTo = simulator.journal.last();
    for (const { line } of cuedLines(simulator.journal.read({ kind: 'cue', since: read }))) cued.add(line);
    read = upTo;
    const isOver = ({ chaosCall: { call, owed }, endedMs }: (typeof open)[number]) =>
      sinceMs() - endedMs > LINGER_MS && owed.every(({ title }) => cued.has(`${call.interactionId}: ${title}`));
    open = open.filter((one) => {
      if (!isOver(one)) return true;
      const { interactionId } = one.chaosCall.call;
      return simulator.pushFrame(endFrame(interactionId)) === 0;
    });
  }

  const played = new AbortController();
  const playing = Promise.all(calls.map(play)).finally(() => played.abort());
  while ((!played.signal.aborted || open.length > 0) && !signal.aborted) {
    await delay(LOOK_EVERY_MS);
    end();
  }
  if (!signal.aborted) await playing;
  for (const { chaosCall } of open) {
    simulator.pushFrame(endFrame(chaosCall.call.interactionId));
  }
}
