import type { WallSearch } from '../data/last-wall.js';

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

export const verdicts: readonly (typeof VERDICTS)[number][] = VERDICTS;
