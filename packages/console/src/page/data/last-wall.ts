import type { WallAsk } from '../../contract/index.js';

/** What the address of *Now* says: the filter, and whether it is shown on a wall, without anything around it. */
export type WallSearch = Omit<Partial<WallAsk>, 'from' | 'count'> & { readonly wall?: boolean | undefined };

let last: WallSearch = {};
/** Keeps what *Now* shows, for the way back to it from a call. */
export const keepWall = (search: WallSearch): void => void (last = search);
export const lastWall = (): WallSearch => last;
