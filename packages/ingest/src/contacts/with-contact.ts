import type { Frame } from '@cueline/shared';
import type { Contacts } from './contacts.js';

/** A frame with what else is known of its interaction: attributes, and whether its speech was asked for late. */
export function withContact(frame: Frame, contacts: Pick<Contacts, 'known'>): Frame {
  const known = frame.kind === 'segment' ? contacts.known(frame.segment.interactionId) : undefined;
  if (known === undefined || frame.kind !== 'segment') return frame;
  const attributes = { ...known.attributes, ...frame.segment.attributes };
  const late = known.isLate ? { late: true as const } : {};
  return { ...frame, segment: { ...frame.segment, attributes, ...late } };
}
