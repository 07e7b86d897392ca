import type { FrameFormat, SpeakerMap } from './frame-format.js';

const ROLES = ['agent', 'customer'] as const;

/**
 * A speaker map for people to paste: what is set already, and for unknown names the roles that nobody has.
 *
 * @param unknown names of speakers, the most frequent first
 * @param known roles of the others in the same calls
 */
export function exampleSpeakers(
  unknown: readonly string[],
  { named }: Pick<FrameFormat, 'named'>,
  known: readonly string[] = [],
): SpeakerMap {
  const free = ROLES.filter((role) => !known.includes(role));
  const roles = unknown.slice(0, Math.max(1, free.length)).map((name, at) => [name, free[at] ?? 'other'] as const);
  return { ...named, ...Object.fromEntries(roles) };
}
