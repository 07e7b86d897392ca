import { BEAT_MS, DUE_MS, TITLES, type DisclosureId } from './rules.js';

/** What somebody has said by a moment, in ms since the call began. */
export interface Line {
  readonly endMs: number;
  readonly speaker: 'agent' | 'customer';
  readonly text: string;
}

/** A cue that must come: its title, the line after which it is owed, and how long after it. */
export interface OwedCue {
  readonly title: string;
  readonly after: Line;
  readonly dueMs: number;
}

/** One subject of a call: what is said about it, and the verdicts and cues that this deserves. */
export interface Part {
  readonly lines: readonly Line[];
  readonly verdict: 'satisfied' | 'missed' | 'late' | 'not_required';
  readonly owed?: OwedCue;
  /** For a disclosure said in time or late: when it was due, and the line that completes it. */
  readonly timing?: OwedCue & { readonly said: Line };
  /** The title of a disclosure said only after its deadline: it may have been cued before, or not. */
  readonly mayCue?: string;
}

const agent = (beats: number, text: string): Line => ({ endMs: beats * BEAT_MS, speaker: 'agent', text });
const customer = (beats: number, text: string): Line => ({ endMs: beats * BEAT_MS, speaker: 'customer', text });

/** With what each call begins: deadlines count from here. */
export const FIRST = agent(0.5, 'hello there you are through to the front desk');
const CANCEL = customer(3, 'well i want to cancel my contract please');
const CLOSING = agent(9, 'is there anything else i can help you with');

/** Small talk, never between two parts of a phrase by the same speaker. */
export const SMALL_TALK = [
  customer(0.9, 'hi there'),
  customer(2.3, 'okay that is fine'),
  agent(3.4, 'let me see what is on file'),
  customer(5.6, 'thank you very much'),
  customer(7.6, 'one moment please'),
  agent(9.6, 'just let me look at that for you'),
  customer(10, 'sure go ahead'),
  agent(12.3, 'thanks for waiting'),
  customer(12.8, 'bye now'),
];

const timingOf = (owed: OwedCue, lines: readonly Line[]) => {
  const said = lines.findLast(({ speaker }) => speaker === 'agent');
  return said === undefined ? {} : { timing: { ...owed, said } };
};
const satisfied = (owed: OwedCue, ...lines: Line[]): Part => ({
  lines,
  verdict: 'satisfied',
  ...timingOf(owed, lines),
});
const missed = (owed: OwedCue, ...lines: Line[]): Part => ({ lines, verdict: 'missed', owed });
const late = (owed: OwedCue, ...lines: Line[]): Part => ({
  lines,
  verdict: 'late',
  mayCue: owed.title,
  ...timingOf(owed, lines),
});
const notRequired = (...lines: Line[]): Part => ({ lines, verdict: 'not_required' });
const owes = (id: keyof typeof DUE_MS, after: Line): OwedCue => ({ title: TITLES[id], after, dueMs: DUE_MS[id] });

const NOTICE = 'good morning this call is being recorded';
const FEE = 'there is a cancellation fee of two hundred dollars';
const RATE = 'your annual rate is 4.9 percent';

/** For each disclosure the ways in which it may go, by name. */
export const PARTS: Readonly<Record<DisclosureId, Readonly<Record<string, Part>>>> = {
  notice: {
    said: satisfied(owes('notice', FIRST), agent(1.5, NOTICE)),
    hesitant: satisfied(owes('notice', FIRST), agent(1.5, 'um this call is uh being um recorded')),
    split: satisfied(
      owes('notice', FIRST),
      agent(1.4, 'good morning this call is'),
      customer(1.7, 'hello'),
      agent(2, 'being recorded'),
    ),
    unsaid: missed(owes('notice', FIRST)),
    negated: missed(owes('notice', FIRST), agent(1.5, 'this call is not being recorded')),
    asked: missed(owes('notice', FIRST), customer(1.5, 'this call is being recorded i hope')),
    late: late(owes('notice', FIRST), agent(8, NOTICE)),
  },
  fee: {
    unasked: notRequired(agent(4.6, 'we have many plans')),
    said: satisfied(owes('fee', CANCEL), CANCEL, agent(4.6, FEE)),
    split: satisfied(
      owes('fee', CANCEL),
      CANCEL,
      agent(4.2, 'there is a cancellation fee'),
      agent(4.8, 'of $200 in that case'),
    ),
    unsaid: missed(owes('fee', CANCEL), CANCEL),
    withoutAmount: missed(owes('fee', CANCEL), CANCEL, agent(4.6, 'there is a cancellation fee i think')),
    late: late(owes('fee', CANCEL), CANCEL, agent(10.5, FEE)),
  },
  rate: {
    said: { lines: [agent(6, RATE), CLOSING], verdict: 'satisfied' },
    unsaid: missed({ title: TITLES.rate, after: CLOSING, dueMs: 0 }, CLOSING),
    late: { lines: [CLOSING, agent(11.5, RATE)], verdict: 'late', mayCue: TITLES.rate },
    unclosed: notRequired(),
  },
  terms: {
    elsewhere: notRequired(),
    said: satisfied(owes('terms', FIRST), agent(5.3, 'these are the terms of the card')),
    unsaid: missed(owes('terms', FIRST)),
  },
  debt: {
    said: satisfied(
      owes('debt', FIRST),
      agent(2.6, 'this is an attempt to collect a debt'),
      agent(6.6, 'it will be used for that purpose'),
    ),
    half: missed(owes('debt', FIRST), agent(2.6, 'this is an attempt to collect a debt')),
    unsaid: missed(owes('debt', FIRST)),
  },
};

/** What must not be said, and by whom it was. */
export const SLIPS: Readonly<Record<string, { readonly id?: 'promise' | 'insult'; readonly lines: readonly Line[] }>> =
  {
    none: { lines: [] },
    promise: { id: 'promise', lines: [agent(7.2, 'you will have a guaranteed return of course')] },
    insult: { id: 'insult', lines: [agent(7.2, 'oh you silly goose')] },
    customers: { lines: [customer(7.2, 'i was told of a guaranteed return')] },
  };
