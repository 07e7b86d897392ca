import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Disclosure, Pack } from '../pack/pack.js';

/** How an interaction ended: with all of it heard, or with a gap in which something may have been said unheard. */
export type Ending = 'heard' | 'unheard';

/** What verdicts rest on. */
export interface Judged {
  readonly pack: Pack;
  readonly state: InteractionState;
  /** By key, what was said, in word order. */
  readonly said: (key: string) => readonly Match[];
  readonly watermarkUs: number;
  readonly ending: Ending | undefined;
}

/** A disclosure, and the event without which it is not owed, if it was heard. */
export interface OwedDisclosure {
  readonly disclosure: Disclosure;
  readonly after: Match | undefined;
}
