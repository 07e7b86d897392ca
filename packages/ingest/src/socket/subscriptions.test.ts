import { InteractionId } from '@cueline/shared';
import { expect, test } from 'vitest';
import { createContacts } from '../contacts/contacts.js';
import { createSubscriptions } from './subscriptions.js';

const SECOND_US = 1_000_000;

function start(atOnce = 10) {
  let nowUs = 1000 * SECOND_US;
  const sent: string[] = [];
  const refusals: string[] = [];
  const now = () => nowUs;
  const contacts = createContacts({ now, lingerMs: 0, onOver: () => undefined });
  const open = () => {
    const subscriptions = createSubscriptions({
      topicOf: (call) => `${call}_transcript`,
      send: (kind, _contact, topic) => void sent.push(`${kind} ${topic}`),
      atOnce,
      inTimeUs: 2 * SECOND_US,
      onRefused: ({ call }, words) => void refusals.push(`${call} ${words}`),
      now,
    });
    contacts.follow(subscriptions.follower);
    return subscriptions;
  };
  const begin = (call: string, startedAgoMs?: number) =>
    contacts.report({
      call,
      interaction: InteractionId.parse(call),
      isEnded: false,
      attributes: {},
      startedAgoMs,
    });
  return { contacts, sent, refusals, open, begin, wait: (seconds: number) => (nowUs += seconds * SECOND_US) };
}

test('a call that is granted soon after it began is heard whole, one that is granted later is late', () => {
  const { contacts, open, begin, wait } = start();
  const subscriptions = open();
  begin('prompt');
  begin('old', 5000);
  wait(1.5);
  subscriptions.granted('prompt_transcript');
  subscriptions.granted('old_transcript');
  expect(contacts.get('prompt')).toMatchObject({ isLate: false, isUnheard: false });
  expect(contacts.get('old')).toMatchObject({ isLate: true, isUnheard: false });
});

test('a call that is granted on another socket in time is late on none, until no socket brings it any more', () => {
  const { contacts, open, begin, wait } = start();
  const one = open();
  begin('a');
  one.granted('a_transcript');
  wait(60);
  const other = open();
  expect(other.isSettled()).toBe(false);
  other.granted('a_transcript');
  expect(other.isSettled()).toBe(true);
  one.close();
  expect(contacts.get('a')).toMatchObject({ isLate: false });
  other.close();
  expect(contacts.get('a')).toMatchObject({ isLate: true });
  const last = open();
  last.refused('a_transcript', 'no');
  expect(last.isSettled()).toBe(true);
  last.granted('a_transcript');
  expect(contacts.get('a')).toMatchObject({ isLate: true });
});

test('no more are asked for at once than may be, and each socket asks for all anew', () => {
  const { sent, open, begin } = start(2);
  const subscriptions = open();
  for (const call of ['a', 'b', 'c']) begin(call);
  expect(sent.splice(0)).toEqual(['subscribe a_transcript', 'subscribe b_transcript']);
  subscriptions.granted('a_transcript');
  expect(sent.splice(0)).toEqual(['subscribe c_transcript']);
  open();
  expect(sent).toEqual(['subscribe a_transcript', 'subscribe b_transcript']);
});

test('a refusal without a topic is of what was sent first; it is asked for again, and what was said meanwhile is unheard', () => {
  const { contacts, sent, refusals, open, begin, wait } = start();
  const subscriptions = open();
  begin('a');
  begin('b');
  subscriptions.granted('a_transcript');
  expect(subscriptions.refused(undefined, 'no')).toBe(true);
  expect(subscriptions.refused(undefined, 'no')).toBe(false);
  expect(refusals).toEqual(['b no']);
  expect(subscriptions.count()).toEqual({ held: 1, refused: 1 });
  sent.length = 0;
  subscriptions.look();
  expect(sent).toEqual([]);
  wait(3);
  subscriptions.look();
  expect(sent).toEqual(['subscribe b_transcript']);
  subscriptions.granted('b_transcript');
  expect(contacts.get('b')).toMatchObject({ isLate: true, isUnheard: true });
});

test('what is never answered is asked for again, and an answer that comes after all counts', () => {
  const { refusals, open, begin, wait } = start();
  const subscriptions = open();
  begin('a');
  wait(11);
  subscriptions.look();
  expect(refusals).toEqual(['a no answer']);
  subscriptions.granted('a_transcript');
  expect(subscriptions.count()).toEqual({ held: 1, refused: 0 });
});

test('a call that is over is unsubscribed, and does not begin again by a list that is older', async () => {
  const { contacts, sent, open, begin } = start();
  open();
  begin('a');
  const interaction = InteractionId.parse('a');
  contacts.report({ call: 'a', interaction, isEnded: true, attributes: {}, startedAgoMs: undefined });
  await expect.poll(() => sent).toEqual(['subscribe a_transcript', 'end a_transcript']);
  begin('a');
  expect(contacts.get('a')).toBeUndefined();
});
