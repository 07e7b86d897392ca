import type { WallAsk } from '../../contract/index.js';

/** What the address of *Now* says: the filter, and whether it is shown on a wall, without anything around it. */
export type WallSearch = Omit<Partial<WallAsk>, 'from' | 'count'> & { readonly wall?: boolean | undefined };

const URGENCIES = ['critical', 'owed', 'pending', 'clear'] as const;
const VERDICTS = [
  'due',
  'prohibited',
  'wrong',
  'declined',
  'unanswered',
  'pending',
  'late',
  'satisfied',
  'acknowledged',
  'unclear',
] as const;

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);
/** A number in an address is read as one. */
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;

/** Takes what it understands of an address, and leaves the rest. */
export function readWallSearch(search: Readonly<Record<string, unknown>>): WallSearch {
  const found = {
    q: text(search['q']),
    agent: text(search['agent']),
    skill: text(search['skill']),
    rule: text(search['rule']),
    verdict: oneOf(VERDICTS, search['verdict']),
    urgency: oneOf(URGENCIES, search['urgency']),
    wall: search['wall'] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

let last: WallSearch = {};
/** Keeps what *Now* shows, for the way back to it from a call. */
export const keepWallSearch = (search: WallSearch): void => void (last = search);
export const lastWallSearch = (): WallSearch => last;

export const verdicts: readonly (typeof VERDICTS)[number][] = VERDICTS;
