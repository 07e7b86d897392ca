import type { Segment } from './segment.js';

/** A name without case and surrounding space, as names of speakers and types are compared. */
export const plainName = (name: string): string => name.trim().toLowerCase();

type Role = Segment['speaker'];

/**
 * What platforms call the two sides of a call, beside the roles themselves. None of these names means the other side beside
 * an agent; `caller` may mean whoever called, but then the other is a `callee`, which is none of these.
 */
const USUAL_ROLES: ReadonlyMap<string, Role> = new Map([
  ...[
    'representative',
    'rep',
    'csr',
    'advisor',
    'adviser',
    'operator',
    'internal',
    'employee',
    'agent',
    'agt',
    'agente',
    'operador',
    'operadora',
    'asesor',
    'asesora',
    'berater',
    'beraterin',
    'mitarbeiter',
    'mitarbeiterin',
    'conseiller',
    'conseillère',
  ].map((name) => [name, 'agent'] as const),
  ...[
    'customer',
    'cust',
    'client',
    'caller',
    'contact',
    'consumer',
    'enduser',
    'external',
    'patient',
    'borrower',
    'debtor',
    'policyholder',
    'subscriber',
    'cliente',
    'kunde',
    'kundin',
  ].map((name) => [name, 'customer'] as const),
]);

/** Returns what a speaker of this name is, if that is known: by the settings, or else by the usual names. */
export function roleOf(name: string, { speakers }: { readonly speakers: ReadonlyMap<string, Role> }): Role | undefined {
  const role = speakers.get(name); // spares the rest of it for most frames
  if (role !== undefined) return role;
  const plain = plainName(name);
  return speakers.get(plain) ?? speakers.get(usualName(plain)) ?? usualRole(plain);
}

/** Whose agents they are, and what of them is heard. Not `virtual`: those are no people. */
const BEFORE =
  /^(?:sales|support|service|customerservice|customercare|contactcent(?:er|re)|callcent(?:er|re)|live|human)(?=agent|rep|advis)/;
const BEHIND = /(?:channel|leg|side|participant|speaker|track|audio|stream|mic|microphone)$/;

/** A name without what is added to it: `Agent (2)`, `AGENT_CHANNEL`, `Agent: Maria`, `Agent - Maria`, `Sales Rep`, `Agent B`, `[Agent]`. */
function usualName(plain: string): string {
  const [name = ''] = plain.normalize('NFKC').split(/(?<=[^\s([:])(?:\s*[([:]|\s+[-–—]\s)/, 1);
  return name
    .replace(/(?<=\S\s)[a-z]$/, '')
    .replaceAll(/[\s_./:#()[\]-]+/g, '')
    .replace(BEHIND, '')
    .replace(/\d+$/, '')
    .replace(BEFORE, '');
}

/** The role that stands behind somebody's name: `Maria (Agent)`, `Maria - Agent`. */
const ROLE_BEHIND = /(?:[([]([^()[\]]+)[)\]]|\s[-–—]\s+(\S+))\s*$/;

/** Returns the role that a name says in a usual way: by what it begins with, or else by what stands behind it. */
function usualRole(plain: string): Role | undefined {
  const [, inBrackets, behindDash] = ROLE_BEHIND.exec(plain) ?? [];
  return USUAL_ROLES.get(usualName(plain)) ?? USUAL_ROLES.get(usualName(inBrackets ?? behindDash ?? ''));
}
