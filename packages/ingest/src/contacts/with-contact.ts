import type { Frame } from '@cueline/shared';
import type { Contacts } from './contacts.js';

/** A frame with what else is known of its call: attributes, and whether its speech was asked for late. */
export function withContact(frame: Frame, contacts: Pick<Contacts, 'get'>): Frame {
  const contact = frame.kind === 'segment' ? contacts.get(frame.segment.interactionId) : undefined;
  if (contact === undefined || frame.kind !== 'segment') return frame;
  const attributes = { ...contact.attributes, ...frame.segment.attributes };
  const late = contact.isLate ? { late: true as const } : {};
  return { ...frame, segment: { ...frame.segment, attributes, ...late } };
}
