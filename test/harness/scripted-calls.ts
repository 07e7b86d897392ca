import type { Call } from '@cueline/simulator';
import type { Pipeline } from './pipeline.js';

/** Rules with deadlines of three seconds, so that a call that shows them takes a few. */
export const RULES = `
version: 1
events:
  cancel: {speaker: customer, say: ["cancel my (plan|contract)"]}
disclosures:
  - id: notice
    title: Recording notice
    say: ["this call is [being] recorded"]
    due: 3s
  - id: fee
    title: Early termination fee
    after: cancel
    say: ["cancellation fee of {money}"]
    due: 3s
prohibited:
  - id: promise
    title: Guaranteed returns
    say: ["guaranteed (return|returns)"]
    cue: {priority: critical}
limits: {quiet: 0s}
`;

/** An agent's line, or a customer's where it says so, and when it has been said, in seconds since the call began. */
type Line = readonly [endS: number, text: string, speaker?: 'customer'];

/** A kind of call: what is said in it, and the verdicts and cues that it deserves. */
interface Script {
  readonly lines: readonly Line[];
  readonly notice: 'satisfied' | 'missed';
  readonly fee: 'satisfied' | 'missed' | 'not_required';
  /** Titles of what is cued. */
  readonly owed: readonly string[];
}

const NOTICE: Line = [1, 'good morning this call is being recorded'];
const CANCEL: Line = [1.5, 'i want to cancel my contract please', 'customer'];

const SCRIPTS: Record<string, Script> = {
  dutiful: {
    lines: [NOTICE, CANCEL, [2.2, 'there is a cancellation fee of two hundred dollars']],
    notice: 'satisfied',
    fee: 'satisfied',
    owed: [],
  },
  split: {
    lines: [
      [0.8, 'good morning this call is'],
      [1, 'hello', 'customer'],
      [1.4, 'being recorded'],
    ],
    notice: 'satisfied',
    fee: 'not_required',
    owed: [],
  },
  negated: {
    lines: [[1, 'this call is not being recorded']],
    notice: 'missed',
    fee: 'not_required',
    owed: ['Recording notice'],
  },
  forgetful: { lines: [CANCEL], notice: 'missed', fee: 'missed', owed: ['Recording notice', 'Early termination fee'] },
  feeForgotten: { lines: [NOTICE, CANCEL], notice: 'satisfied', fee: 'missed', owed: ['Early termination fee'] },
  promising: {
    lines: [NOTICE, [2.5, 'it has a guaranteed return of course']],
    notice: 'satisfied',
    fee: 'not_required',
    owed: ['Guaranteed returns'],
  },
};

/** How long a scripted call goes on, in ms: its last deadline passes well before. */
const CALL_MS = 6000;

/** A call to be played, and what it deserves. */
export interface ScriptedCall extends Script {
  readonly call: Call;
}

/** Calls of each kind, so many of each. */
export function scriptedCalls(copies: number): ScriptedCall[] {
  return Object.entries(SCRIPTS).flatMap(([kind, script]) =>
    Array.from({ length: copies }, (_, copy) => ({ ...script, call: callOf(`${kind}-${copy + 1}`, script.lines) })),
  );
}

/** Calls that a pipeline hears. */
export interface PlayedCalls {
  readonly calls: readonly ScriptedCall[];
  /** Resolves when all has been said. */
  readonly played: Promise<void>;
}

/** Plays calls of each kind, so many of each, which begin within a second of one another. They have no end frames. */
export function playScripted({ simulator }: Pick<Pipeline, 'simulator'>, copies: number): PlayedCalls {
  const calls = scriptedCalls(copies);
  const played = simulator.play(
    calls.map(({ call }) => call),
    { spreadMs: 1000, endFrames: false },
  );
  return { calls, played };
}

function callOf(interactionId: string, lines: readonly Line[]): Call {
  const smallTalk = Array.from({ length: 10 }, (_, i): Line => [
    0.4 + i * 0.6,
    `well let me look at that for you ${i}`,
  ]);
  const segments = [...smallTalk, ...lines]
    // Nothing is said between the parts of a phrase by the same speaker.
    .filter(
      ([endS, , speaker], i) =>
        i >= smallTalk.length || speaker !== undefined || !lines.some(([s]) => Math.abs(s - endS) < 0.7),
    )
    .toSorted((a, b) => a[0] - b[0])
    .map(([endS, text, speaker = 'agent'], i) => ({
      segmentId: `${interactionId}-${i + 1}`,
      speaker,
      startMs: endS * 1000 - 300,
      endMs: endS * 1000,
      text,
    }));
  return { interactionId, segments, endMs: CALL_MS };
}
