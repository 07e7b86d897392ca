import type { Principal } from './principal.js';
import type { Scope } from './scope.js';

/** What an identity provider, or a proxy, says of somebody: the values of a claim; none if it does not have it. */
export type Claims = (name: string) => readonly string[];

/** Somebody is known and may nevertheless not use this console; the message says why, and names the claim. */
export class NoRoleError extends Error {
  override readonly name = 'NoRoleError';
}

/** Which claims decide, and how; settings of these names. */
export interface ClaimSettings {
  readonly CONSOLE_ROLE_CLAIM: string;
  readonly CONSOLE_OPERATORS: readonly string[];
  readonly CONSOLE_ANALYSTS: readonly string[];
  readonly CONSOLE_VIEWERS: readonly string[];
  /** Claims by the attribute whose values they give. */
  readonly CONSOLE_SCOPE_CLAIMS: ReadonlyMap<string, string>;
}

/** Stands for everybody in lists of roles, and for all calls in a claim that limits them. */
const ALL = '*';

/**
 * Role and scope of somebody who is known elsewhere.
 *
 * @throws NoRoleError
 */
export function principalOf(name: string, claims: Claims, settings: ClaimSettings): Principal {
  const role = roleOf(claims, settings);
  const scope = scopeOf(claims, settings.CONSOLE_SCOPE_CLAIMS);
  return { name, role, ...(Object.keys(scope).length === 0 ? {} : { scope }) };
}

function roleOf(
  claims: Claims,
  {
    CONSOLE_ROLE_CLAIM: claim,
    CONSOLE_OPERATORS: operators,
    CONSOLE_ANALYSTS: analysts,
    CONSOLE_VIEWERS: viewers,
  }: ClaimSettings,
): Principal['role'] {
  const values = claims(claim);
  const isAmong = (list: readonly string[]) => list.includes(ALL) || values.some((value) => list.includes(value));
  if (isAmong(operators)) return 'operate';
  if (isAmong(analysts)) return 'analyse';
  if (isAmong(viewers)) return 'view';
  throw new NoRoleError(
    values.length === 0
      ? `the claim '${claim}', which gives the role, is missing`
      : `no value of the claim '${claim}' gives a role here`,
  );
}

/** Of a claim that is missing nothing can be shown: it does not mean all calls. */
function scopeOf(claims: Claims, names: ReadonlyMap<string, string>): Scope {
  const scope: Record<string, readonly string[]> = {};
  for (const [attribute, claim] of names) {
    const values = claims(claim);
    if (values.length === 0)
      throw new NoRoleError(`the claim '${claim}', which says which calls are shown, is missing`);
    if (!values.includes(ALL)) scope[attribute] = values;
  }
  return scope;
}
