import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createContacts } from './contacts.js';

const master = InteractionId.parse('m');

function start() {
  const over: [string, boolean][] = [];
  const contacts = createContacts({
    now: () => 0,
    lingerMs: 0,
    onOver: (id, isUnheard) => void over.push([id, isUnheard]),
  });
  /** A call of the conversation is there, granted in time or late. */
  function begin(call: string, { isLate = false, agentId = call } = {}) {
    contacts.report({ call, interaction: master, isEnded: false, attributes: { agentId }, startedAgoMs: 0 });
    const contact = contacts.get(call);
    if (contact !== undefined) contact.isLate = isLate;
  }
  /** A call ends, as an announcement says that does not name the conversation. */
  const end = (call: string) => {
    contacts.report({
      call,
      interaction: InteractionId.parse(call),
      isEnded: true,
      attributes: {},
      startedAgoMs: undefined,
    });
    return expect.poll(() => contacts.get(call)).toBeUndefined();
  };
  return { contacts, over, begin, end };
}

test('a conversation is over with its last call, and its agent is who took it over last', async () => {
  const { contacts, over, begin, end } = start();
  begin('m');
  expect(contacts.known('m')).toEqual({ attributes: { agentId: 'm' }, isLate: false });
  begin('m1');
  expect(contacts.known('m')).toEqual({ attributes: { agentId: 'm1' }, isLate: false });
  expect(contacts.known('m1')).toBeUndefined();
  await end('m');
  expect(over).toEqual([]);
  await end('m1');
  expect(over).toEqual([['m', false]]);
  expect(contacts.known('m')).toBeUndefined();
});

test('its beginning is that of its first call; a later one that is granted late leaves a part unheard', async () => {
  const { contacts, over, begin, end } = start();
  begin('m');
  begin('m1', { isLate: true });
  expect(contacts.known('m')).toMatchObject({ isLate: false });
  await end('m');
  expect(contacts.known('m')).toMatchObject({ isLate: false });
  await end('m1');
  expect(over).toEqual([['m', true]]);
});

test('the beginning of one that was taken over before we knew of it is not known', async () => {
  const { contacts, over, begin, end } = start();
  begin('m1');
  begin('m2');
  expect(contacts.known('m')).toMatchObject({ isLate: true });
  await end('m1');
  await end('m2');
  expect(over).toEqual([['m', false]]);
});
