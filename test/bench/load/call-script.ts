import { generateCalls, sampleCalls } from '@cueline/simulator';
import { readPack } from './read-pack.js';
import { EVERY_MS } from './small-talk.js';

/** What somebody says in one go. */
export interface Line {
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
}

/** What is said in one call: how many segments, and the line at each place. */
export interface CallScript {
  readonly segments: number;
  readonly line: (place: number) => Line;
}

/** The longest call has 9 minutes of speech. Lengths are random, 90 segments on average. */
const MOST_SEGMENTS = 180;
/** How many calls the texts are taken from, over and over. */
const TEXT_CALLS = 50;

/** Calls in which nothing is said that matters, in words of no rule. */
export function smallTalkScripts(): () => CallScript {
  const lines = generateCalls({ calls: TEXT_CALLS, everyMs: EVERY_MS }).flatMap(({ segments }) => segments);
  return scriptsOf(lines.map(toLine), () => new Map());
}

/** The share of calls in which each is said; of `fee`, among the customers who leave. */
const SHARES = { notice: 0.9, rate: 0.3, leaving: 0.1, fee: 0.8, prohibited: 0.05 };
const NOTICE: Line = { speaker: 'agent', text: 'Before we start, this call is being recorded for quality.' };
const RATE: Line = { speaker: 'agent', text: 'For that one the annual percentage rate is 9.9%.' };
const LEAVING: Line = { speaker: 'customer', text: 'I have thought about it and I want to cancel my plan.' };
const FEE: Line = { speaker: 'agent', text: 'I see. There is an early termination fee of $200.00 then.' };
const PROHIBITED: Line = { speaker: 'agent', text: 'With this one you have a guaranteed profit.' };

/**
 * Calls as an agent desk has them: lines of the sample calls that no rule of the default pack listens for, and among them, in some
 * calls, what it does listen for. The recording notice, where it is given, is the second thing said; it is forgotten in one call of
 * ten. One customer in ten wants to leave, and of these every fifth is not told of the fee. In every twentieth call
 * something prohibited is said.
 */
export function deskScripts(): () => CallScript {
  return scriptsAmongPlainLines(saidAtDesk);
}

/** Calls of the same lines in which nothing ever becomes due: they begin with the recording notice, and nothing else matters. */
export function calmScripts(): () => CallScript {
  return scriptsAmongPlainLines(() => new Map([[0, NOTICE]]));
}

function scriptsAmongPlainLines(choose: ChooseLines): () => CallScript {
  const pack = readPack('default.yaml');
  const plain = sampleCalls
    .flatMap(({ segments }) => segments.map(toLine))
    .filter(({ speaker, text }) => pack.match(speaker, [text]).length === 0);
  return scriptsOf(plain, choose);
}

function saidAtDesk(segments: number): ReadonlyMap<number, Line> {
  const chance = (share: number) => Math.random() < share;
  const anywhere = () => 2 + Math.floor(Math.random() * segments);
  const said = new Map<number, Line>();
  if (chance(SHARES.rate)) said.set(anywhere(), RATE);
  if (chance(SHARES.prohibited)) said.set(anywhere(), PROHIBITED);
  if (chance(SHARES.leaving)) {
    const place = anywhere();
    said.set(place, LEAVING);
    if (chance(SHARES.fee)) said.set(place + 1, FEE);
  }
  if (chance(SHARES.notice)) said.set(1, NOTICE);
  return said;
}

/** Chooses the lines that matter in a call of so many segments, by their places. */
type ChooseLines = (segments: number) => ReadonlyMap<number, Line>;

function scriptsOf(lines: readonly Line[], choose: ChooseLines): () => CallScript {
  return () => {
    const segments = Math.ceil(Math.random() * MOST_SEGMENTS);
    const special = choose(segments);
    const plain = (): Line => lines[Math.floor(Math.random() * lines.length)] ?? NOTICE;
    return { segments, line: (place) => special.get(place) ?? plain() };
  };
}

function toLine({ speaker, text }: { speaker: string; text: string }): Line {
  return { speaker: speaker === 'customer' ? 'customer' : 'agent', text };
}
