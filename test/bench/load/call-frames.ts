import { randomUUID } from 'node:crypto';
import { type CallScript, smallTalkScripts } from './call-script.js';
import { EVERY_MS } from './small-talk.js';
import { endFrame, speechFrame } from '../../harness/speech-frame.js';

/** A call under way. Its speech has a clock of its own, however fast its frames are sent. */
interface LiveCall {
  readonly interactionId: string;
  readonly script: CallScript;
  said: number;
  atMs: number;
}

/** Frames of calls that begin and end, so many of them side by side, which speak in turn. */
export function createCallFrames(liveCalls: number, newScript = smallTalkScripts()) {
  let begun = 0;
  const calls = Array.from({ length: liveCalls }, begin);
  let turn = 0;

  function begin(): LiveCall {
    begun += 1;
    return { interactionId: randomUUID(), script: newScript(), said: 0, atMs: Date.now() };
  }

  return {
    /** The next frame; a call that has ended is followed by another. */
    next(): object {
      const place = turn % calls.length;
      turn += 1;
      const call = calls[place] ?? begin();
      const { interactionId, script, said } = call;
      if (said === script.segments) {
        calls[place] = begin();
        return endFrame(interactionId);
      }
      call.said += 1;
      call.atMs += (0.5 + Math.random()) * EVERY_MS;
      const segmentId = `${interactionId}-${said}`;
      return speechFrame({ interactionId, segmentId, ...script.line(said), startTime: call.atMs });
    },
    /** Ends all calls. */
    ends: (): object[] => calls.map(({ interactionId }) => endFrame(interactionId)),
    /** How many calls have begun. */
    begun: () => begun,
    /** Copies each call under new ids, as if more calls had come to the same point; returns the new ids by the call's own. */
    multiply(times: number): Map<string, string[]> {
      const originals = calls.slice();
      const copies = new Map<string, string[]>(originals.map(({ interactionId }) => [interactionId, []]));
      // layer by layer, so that whichever calls have their turn are a fair choice of all
      for (let layer = 1; layer < times; layer += 1) {
        for (const call of originals) {
          const copy = { ...call, interactionId: randomUUID() };
          copies.get(call.interactionId)?.push(copy.interactionId);
          calls.push(copy);
          begun += 1;
        }
      }
      return copies;
    },
  };
}
export type CallFrames = ReturnType<typeof createCallFrames>;
