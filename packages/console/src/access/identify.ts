import type { Principal } from './principal.js';
import type { ProxyIdentity } from './proxy.js';
import { secretIn, type Sessions } from './sessions.js';

export interface IdentifyContext {
  readonly sessions: Sessions;
  /** Absent if nobody has a token. */
  readonly findByToken: ((token: string) => Principal | undefined) | undefined;
  /** Absent if no proxy says who somebody is. */
  readonly proxy: ProxyIdentity | undefined;
  /** Whether somebody has to log in, by any of the ways. */
  readonly hasLogin: boolean;
  readonly isReadOnly: boolean;
}

/** Says who asks from an address; undefined if that is nobody who has logged in. */
export function createIdentify({ sessions, findByToken, proxy, hasLogin, isReadOnly }: IdentifyContext) {
  async function find(headers: Headers, address: string): Promise<Principal | undefined> {
    if (!hasLogin) return { name: 'this machine', role: 'operate' };
    const [, token] = /^Bearer (\S+)$/.exec(headers.get('Authorization') ?? '') ?? [];
    const byToken = token === undefined ? undefined : findByToken?.(token);
    if (byToken !== undefined) return byToken;
    if (proxy?.isProxy(headers, address) === true) return proxy.identify(headers);
    if (token !== undefined) return undefined;
    const secret = secretIn(headers.get('Cookie'));
    return secret === undefined ? undefined : sessions.find(secret);
  }
  return async (headers: Headers, address: string): Promise<Principal | undefined> => {
    const principal = await find(headers, address);
    return principal !== undefined && isReadOnly ? { ...principal, role: 'view' } : principal;
  };
}
export type Identify = ReturnType<typeof createIdentify>;
