import type { InteractionState, Match } from '../interaction/interaction.js';
import type { Disclosure, Pack } from '../pack/pack.js';

/** How an interaction ended: with all of it heard, or with a gap in which something may have been said unheard. */
export type Ending = 'heard' | 'unheard';

/** What a disclosure is judged by. */
export interface Judged {
  readonly pack: Pack;
  readonly disclosure: Disclosure;
  readonly state: InteractionState;
  /** By key, what was said, in word order. */
  readonly said: (key: string) => readonly Match[];
  /** The event without which it is not owed. */
  readonly after: Match | undefined;
  readonly watermarkUs: number;
  readonly ending: Ending | undefined;
}
