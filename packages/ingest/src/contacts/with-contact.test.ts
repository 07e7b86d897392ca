import { type Frame, InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { type Contact, createContacts } from './contacts.js';
import { withContact } from './with-contact.js';

const interactionId = InteractionId.parse('call-1');
const frame = {
  kind: 'segment',
  segment: { interactionId, speaker: 'agent', text: 'hello', confidence: 1, attributes: { skill: 'Loans' } },
  unknownSpeaker: undefined,
  unusable: [],
} satisfies Frame;

/** The segment of a frame of a call that the platform has, or has not. */
function segmentOf(change?: (contact: Contact) => void) {
  const contacts = createContacts({ now: () => 0, lingerMs: 0, onOver: () => undefined });
  if (change !== undefined) {
    const attributes = { skill: 'Cards', agentId: '12214' };
    contacts.report({ call: interactionId, interaction: interactionId, isEnded: false, attributes, startedAgoMs: 0 });
    const contact = contacts.get(interactionId);
    if (contact !== undefined) change(contact);
  }
  const placed = withContact(frame, contacts);
  return placed.kind === 'segment' ? placed.segment : undefined;
}

test('speech of a call that was granted too late says so, and no other', () => {
  expect(segmentOf((contact) => (contact.isLate = true))).toMatchObject({ late: true });
  expect(segmentOf((contact) => (contact.isLate = false))).not.toHaveProperty('late');
  expect(segmentOf()).not.toHaveProperty('late');
});

test('what is known of a call is known of its speech, and what a frame says counts before it', () => {
  expect(segmentOf(() => undefined)?.attributes).toEqual({ skill: 'Loans', agentId: '12214' });
  expect(segmentOf()?.attributes).toEqual({ skill: 'Loans' });
});

test('a frame that is no speech is left as it is', () => {
  const contacts = createContacts({ now: () => 0, lingerMs: 0, onOver: () => undefined });
  const attributes = { skill: 'Cards' };
  contacts.report({ call: interactionId, interaction: interactionId, isEnded: false, attributes, startedAgoMs: 0 });
  const end = { kind: 'end', interactionId } satisfies Frame;
  expect(withContact(end, contacts)).toBe(end);
});
