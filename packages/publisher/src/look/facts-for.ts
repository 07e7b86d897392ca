import type { InteractionState } from '@cueline/rules';
import { toMs } from '@cueline/shared';
import type { Asks } from '../outlet/cue-outlet.js';

/**
 * What a request says beside the cue, as it is now: `now`, `expires`, and attributes as they were heard last.
 *
 * @returns undefined if the outlet asks for nothing; `not known` if an attribute has not been heard yet
 */
export function factsFor(
  asks: Asks | undefined,
  attributes: InteractionState['attributes'],
  nowUs: number,
): Readonly<Record<string, string>> | 'not known' | undefined {
  if (asks === undefined) return undefined;
  const nowMs = toMs(nowUs);
  const facts: Record<string, string> = { now: new Date(nowMs).toISOString() };
  if (asks.visibleMs !== undefined) facts['expires'] = new Date(nowMs + asks.visibleMs).toISOString();
  for (const name of asks.attributes) {
    const [, value] = (Object.hasOwn(attributes, name) ? attributes[name] : undefined)?.at(-1) ?? [];
    if (value === undefined || value === '') return 'not known';
    facts[`attributes.${name}`] = value;
  }
  return facts;
}
