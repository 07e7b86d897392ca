import { expect, test } from 'vitest';
import { createProxyIdentity, parseAddresses, PROXY_SECRET_HEADER } from './proxy.js';

const addresses = parseAddresses('10.1.0.0/16, 192.168.7.9 fd00::/8');
if (addresses === undefined) throw new Error('these are addresses');
const secret = 'a secret of this proxy';
const proxy = createProxyIdentity({
  addresses,
  secret,
  headers: 'X-Forwarded-',
  CONSOLE_ROLE_CLAIM: 'groups',
  CONSOLE_OPERATORS: ['ops'],
  CONSOLE_ANALYSTS: [],
  CONSOLE_VIEWERS: ['leads'],
  CONSOLE_SCOPE_CLAIMS: new Map([['team', 'team']]),
});
const headers = (others: Record<string, string> = {}) => new Headers({ [PROXY_SECRET_HEADER]: secret, ...others });

test.each(['10.1.0.1', '10.1.255.255', '192.168.7.9', '::ffff:10.1.2.3', 'fd12::1'])(
  'a proxy at %s is one',
  (address) => {
    expect(proxy.isProxy(headers(), address)).toBe(true);
  },
);

test.each(['10.2.0.1', '192.168.7.8', '127.0.0.1', '::ffff:10.2.0.1', 'fe80::1', '', 'proxy.example'])(
  'whoever connects from %j is none, even with the secret',
  (address) => {
    expect(proxy.isProxy(headers(), address)).toBe(false);
  },
);

test.each([{}, { [PROXY_SECRET_HEADER]: '' }, { [PROXY_SECRET_HEADER]: `${secret} x` }])(
  'nor is one without the secret: %j',
  (wrong) => {
    expect(proxy.isProxy(new Headers(wrong), '10.1.0.1')).toBe(false);
  },
);

test('its headers say who somebody is, and what they may see', () => {
  const said = { 'X-Forwarded-User': 'tess', 'X-Forwarded-Groups': 'staff, leads', 'X-Forwarded-Team': 'blue' };
  expect(proxy.identify(headers(said))).toEqual({ name: 'tess', role: 'view', scope: { team: ['blue'] } });
  expect(proxy.identify(headers({ 'X-Forwarded-Groups': 'ops' }))).toBeUndefined();
});

test.each(['', '10.0.0.0/33', '10.0.0', 'localhost', '10.0.0.1/x', 'fd00::/129'])(
  '%j is no list of addresses',
  (text) => {
    expect(parseAddresses(text)).toBeUndefined();
  },
);
