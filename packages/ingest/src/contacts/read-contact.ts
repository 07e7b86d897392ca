import {
  type AnnouncedContacts,
  compileAttributes,
  compilePlace,
  compileTests,
  readAttributes,
  readInteractionId,
  readText,
  type ListedContacts,
} from '@cueline/shared';
import type { ContactReport } from './contacts.js';

/** Reads what a record says of a call; undefined if it names none. */
export type ReadContact = (record: object, nowMs: number) => ContactReport | undefined;

/**
 * Compiles where records hold what.
 *
 * @param places as a platform file has them
 */
export function compileContact(places: AnnouncedContacts | ListedContacts): ReadContact {
  const callOf = compilePlace(places.call);
  const interactionOf = compilePlace(places.interaction);
  const startOf = compilePlace(places.startedAt);
  const attributesOf = compileAttributes(places.attributes);
  const isEnded = compileTests(places.ended);
  return (record, nowMs) => {
    const call = readInteractionId(callOf(record, record));
    if (call === undefined) return undefined;
    const startMs = Date.parse(readText(startOf(record, record)) ?? '');
    return {
      call,
      interaction: readInteractionId(interactionOf(record, record)) ?? call,
      isEnded: isEnded(record, record),
      attributes: readAttributes(attributesOf(record, record)) ?? {},
      startedAgoMs: Number.isNaN(startMs) ? undefined : nowMs - startMs,
    };
  };
}
