import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkLink, LONGEST_LINK_MS, signLink } from './link.js';

const SECRET = 'a secret of more than thirty-two characters';
const NOW = 1_790_000_000_000;
const SOON = NOW + 60_000;

const queryOf = (link: string) => Object.fromEntries(new URL(link).searchParams);
const check = (query: Record<string, string>, secret = SECRET, nowMs = NOW) => checkLink(query, secret, nowMs);

test.each([{ call: '4711' }, { agent: 'José & Söhne/1?2:3' }])(
  'a link for %o opens that panel until it expires',
  (target) => {
    const query = queryOf(signLink('https://desk.example.com/panel', target, SOON, SECRET));
    expect(check(query)).toEqual({ kind: 'good', target, untilMs: SOON });
    expect(check(query, SECRET, SOON - 1).kind).toBe('good');
    expect(check(query, SECRET, SOON)).toEqual({ kind: 'expired' });
  },
);

test('a link of another secret, for another call, agent or time, or without an end within a day is refused', () => {
  const query = queryOf(signLink('https://desk.example.com/panel/', { call: '4711' }, SOON, SECRET));
  const { call = '', ...rest } = query;
  for (const changed of [
    { ...query, call: '4712' },
    { ...query, until: String(Number(query['until']) + 1) },
    { ...query, agent: call },
    { ...rest, agent: call },
    { ...query, signature: '' },
    { ...query, signature: `${query['signature']}0` },
    { ...query, until: '' },
    {},
  ])
    expect(check(changed)).toEqual({ kind: 'wrong' });
  expect(check(query, `${SECRET}.`)).toEqual({ kind: 'wrong' });
  const long = queryOf(signLink('https://desk.example.com', { call: '1' }, NOW + LONGEST_LINK_MS + 1000, SECRET));
  expect(check(long)).toEqual({ kind: 'wrong' });
});

test('the signature is what docs/panel.md says, so that others can make links', () => {
  const { signature, until } = queryOf(signLink('https://desk.example.com', { agent: 'Maria' }, SOON, SECRET));
  expect(signature).toBe(createHmac('sha256', SECRET).update(`agent:${until}:Maria`).digest('hex'));
});
