import { randomUUID } from 'node:crypto';
import { generateCalls } from '@cueline/simulator';
import { EVERY_MS } from './small-talk.js';
import { endFrame, speechFrame } from './speech-frame.js';

/** The longest call: 9 minutes of speech. */
const MOST_SEGMENTS = 180;
/** Calls whose texts are said over and over. */
const TEXT_CALLS = 50;

/** A call under way. Its speech has a clock of its own, however fast its frames are sent. */
interface LiveCall {
  readonly interactionId: string;
  readonly segments: number;
  said: number;
  atMs: number;
}

/** Frames of calls that begin and end, so many of them side by side; each in turn says something. */
export function createCallFrames(liveCalls: number) {
  const lines = generateCalls({ calls: TEXT_CALLS, everyMs: EVERY_MS }).flatMap(({ segments }) => segments);
  const calls = Array.from({ length: liveCalls }, begin);
  let turn = 0;

  function begin(): LiveCall {
    const segments = Math.ceil(Math.random() * MOST_SEGMENTS);
    return { interactionId: randomUUID(), segments, said: 0, atMs: Date.now() };
  }

  return {
    /** The next frame; a call that has ended is followed by another. */
    next(): object {
      const place = turn % liveCalls;
      turn += 1;
      const call = calls[place] ?? begin();
      if (call.said === call.segments) {
        calls[place] = begin();
        return endFrame(call.interactionId);
      }
      const { interactionId, said, atMs } = call;
      const line = lines[Math.floor(Math.random() * lines.length)];
      call.said += 1;
      call.atMs += (0.5 + Math.random()) * EVERY_MS;
      return speechFrame({
        interactionId,
        segmentId: `${interactionId}-${said}`,
        text: line?.text ?? '',
        speaker: line?.speaker === 'customer' ? 'customer' : 'agent',
        startTime: atMs,
      });
    },
    /** Ends all calls. */
    ends: (): object[] => calls.map(({ interactionId }) => endFrame(interactionId)),
  };
}
export type CallFrames = ReturnType<typeof createCallFrames>;
