import type { Pack } from './pack.js';

/** Whether a cue may have to wait until the agent has finished an utterance. */
export const hasHold = ({ disclosures }: Pick<Pack, 'disclosures'>): boolean =>
  disclosures.some(({ holdMs }) => holdMs !== undefined);
