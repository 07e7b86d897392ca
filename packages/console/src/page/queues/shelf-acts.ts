import type { ActName, Letter, ReasonGroup, Shelf } from '../../contract/index.js';

/** Some reasons are names: `cue_rejected`. */
export const reasonText = (reason: string): string =>
  /^[a-z]+(?:_[a-z]+)*$/.test(reason) ? reason.replaceAll('_', ' ') : reason;

export interface ShelfAct {
  readonly act: Extract<ActName, 'put-back' | 'retry' | 'discard' | 'restore'>;
  readonly verb: string;
  /** To which of the letters it can be done. */
  readonly takes: (letter: Letter) => boolean;
  /** Whether it can be done to any of one reason. */
  readonly takesSome: (group: ReasonGroup) => boolean;
  readonly isDanger?: boolean;
}

/** An act that was begun: to what, and what is asked for. */
export interface Doing {
  readonly act: ShelfAct;
  readonly what: string;
  readonly body: { readonly reason: string } | { readonly ids: readonly string[] };
  readonly onClose?: () => void;
}

const PUT_BACK: ShelfAct = {
  act: 'put-back',
  verb: 'Put back',
  takes: ({ canBePutBack }) => canBePutBack,
  takesSome: ({ entries }) => entries > 0,
};
const RETRY: ShelfAct = {
  act: 'retry',
  verb: 'Try again',
  takes: ({ what }) => what === 'cue' || what === 'notice',
  takesSome: ({ entries, count }) => entries < count,
};
const all = { takes: () => true, takesSome: () => true };
const DISCARD: ShelfAct = { act: 'discard', verb: 'Discard', ...all, isDanger: true };
const RESTORE: ShelfAct = { act: 'restore', verb: 'Restore', ...all };

export const SHELVES: Readonly<Record<Shelf, { title: string; about: string; acts: readonly ShelfAct[] }>> = {
  dead: {
    title: 'Dead letters',
    about: 'Segments that could not be processed, cues that CXone rejected, and notices that could not be sent.',
    acts: [PUT_BACK, RETRY, DISCARD],
  },
  'bad-frames': {
    title: 'Bad frames',
    about: 'Frames that could not be read. They cannot be put back: what matters is why they came.',
    acts: [],
  },
  discarded: { title: 'Discarded', about: 'What was discarded in the last 24 hours.', acts: [RESTORE] },
  'archive-dead': {
    title: 'Not archived',
    about: 'Outcomes that the archive could not take. The command “cueline archive dead-letters” deals with them.',
    acts: [],
  },
};
