import { expect, test } from 'vitest';
import { type ClaimSettings, principalOf } from './claims.js';

const settings: ClaimSettings = {
  CONSOLE_ROLE_CLAIM: 'groups',
  CONSOLE_OPERATORS: ['contact-centre-ops'],
  CONSOLE_ANALYSTS: ['compliance'],
  CONSOLE_VIEWERS: ['team-leads', 'auditors'],
  CONSOLE_SCOPE_CLAIMS: new Map([['team', 'cc_team']]),
};
const who = (claims: Readonly<Record<string, readonly string[]>>, changed: Partial<ClaimSettings> = {}) =>
  principalOf('ann', (name) => claims[name] ?? [], { ...settings, ...changed });

test('a value of the claim gives the role, the higher one first, and another claim the calls', () => {
  expect(who({ groups: ['team-leads'], cc_team: ['blue', 'green'] })).toEqual({
    name: 'ann',
    role: 'view',
    scope: { team: ['blue', 'green'] },
  });
  expect(who({ groups: ['auditors', 'contact-centre-ops'], cc_team: ['*'] })).toEqual({ name: 'ann', role: 'operate' });
  expect(who({ groups: ['auditors', 'compliance'], cc_team: ['*'] })).toEqual({ name: 'ann', role: 'analyse' });
});

test('who has no role is refused, with the name of the claim and nothing of who has one', () => {
  expect(() => who({ groups: ['sales'], cc_team: ['blue'] })).toThrow("no value of the claim 'groups' gives a role");
  expect(() => who({ cc_team: ['blue'] })).toThrow("the claim 'groups', which gives the role, is missing");
});

test('who is in no team sees no calls rather than all', () => {
  expect(() => who({ groups: ['auditors'] })).toThrow(
    "the claim 'cc_team', which says which calls are shown, is missing",
  );
});

test('everybody whom the provider knows may look, if that is wanted', () => {
  const open = { CONSOLE_VIEWERS: ['*'], CONSOLE_SCOPE_CLAIMS: new Map<string, string>() };
  expect(who({}, open)).toEqual({ name: 'ann', role: 'view' });
});
