import { z } from 'zod';
import type { Call } from './call.js';
import { timedFrames } from './frames.js';
import type { Journal } from './journal.js';
import type { Random } from './random.js';
import type { Transmitter } from './transmitter.js';

/** How calls are played; times in ms. */
export const PlayOptions = z.object({
  /** How many times faster than real time. */
  speed: z.number().positive().default(1),
  /** Begin each call anew when it has ended; its ids then end with the number of the round. */
  loop: z.boolean().default(false),
  /** Calls begin at random within this time, in ms. */
  spreadMs: z.number().min(0).default(0),
  endFrames: z.boolean().default(true),
  /** How long after its last segment a call's end frame follows, in ms of real time. */
  endDelayMs: z.number().min(0).default(1000),
  /** Leave out what CXone does not promise: `segmentId`, `startTime`, `endTime`. */
  bareFrames: z.boolean().default(false),
});
export type PlayOptions = z.infer<typeof PlayOptions>;
/** Play options of which those left out have their defaults. */
export type PlayInput = z.input<typeof PlayOptions>;

export interface PlayerContext {
  readonly transmitter: Transmitter;
  readonly journal: Journal;
  readonly random: Random;
  readonly now: () => number;
  /** Called when a call begins. */
  readonly onStarted?: ((interactionId: string, call: Call) => void) | undefined;
}

/** A call that is being played: the timer of its next frame, and what to do when it is over. */
interface LiveCall {
  timer?: NodeJS.Timeout;
  readonly end: () => void;
}

/** Plays calls, each by its own timer. */
export function createPlayer({ transmitter, journal, random, now, onStarted }: PlayerContext) {
  const live = new Set<LiveCall>();

  const playRound = (call: Call, options: PlayOptions, liveCall: LiveCall, round: number) => {
    const suffix = round === 1 ? '' : `-${round}`;
    const interactionId = call.interactionId + suffix;
    const frames = timedFrames(call, options, now(), suffix);
    const next = () => {
      const { value } = frames.next();
      if (value === undefined) {
        journal.write({ kind: 'callEnded', interactionId });
        if (!options.loop) liveCall.end();
        // By a timer, so that a call without any frame cannot keep the process to itself.
        else liveCall.timer = setTimeout(playRound, 1, call, options, liveCall, round + 1);
        return;
      }
      const send = () => {
        transmitter.play(value.frame, interactionId);
        next();
      };
      liveCall.timer = setTimeout(send, Math.max(0, value.atMs - now()));
    };
    journal.write({ kind: 'callStarted', interactionId });
    onStarted?.(interactionId, call);
    next();
  };

  const playCall = (call: Call, options: PlayOptions) =>
    new Promise<void>((resolve) => {
      const end = () => {
        live.delete(liveCall);
        resolve();
      };
      const liveCall: LiveCall = { end };
      live.add(liveCall);
      liveCall.timer = setTimeout(playRound, random() * options.spreadMs, call, options, liveCall, 1);
    });

  return {
    /** Plays calls side by side; resolves when all have ended. In a loop only `stop` ends them. */
    play: async (calls: readonly Call[], options: PlayInput = {}): Promise<void> => {
      const settled = PlayOptions.parse(options);
      await Promise.all(calls.map((call) => playCall(call, settled)));
    },
    /** How many calls are being played. */
    liveCalls: () => live.size,
    /** Breaks all calls off, without end frames. */
    stop: (): void => {
      for (const { timer, end } of live) {
        clearTimeout(timer);
        end();
      }
    },
  };
}
export type Player = ReturnType<typeof createPlayer>;
