import type { Principal } from './principal.js';
import { secretIn, type Sessions } from './sessions.js';

export interface IdentifyContext {
  readonly sessions: Sessions;
  /** Absent if nobody has to log in. */
  readonly findByToken: ((token: string) => Principal | undefined) | undefined;
  readonly isReadOnly: boolean;
}

/** Says who asks; undefined if that is nobody who has logged in. */
export function createIdentify({ sessions, findByToken, isReadOnly }: IdentifyContext) {
  const limited = (principal: Principal | undefined): Principal | undefined =>
    principal !== undefined && isReadOnly ? { ...principal, role: 'view' } : principal;
  return async (headers: Headers): Promise<Principal | undefined> => {
    if (findByToken === undefined) return limited({ name: 'this machine', role: 'operate' });
    const [, token] = /^Bearer (\S+)$/.exec(headers.get('Authorization') ?? '') ?? [];
    if (token !== undefined) return limited(findByToken(token));
    const secret = secretIn(headers.get('Cookie'));
    return secret === undefined ? undefined : limited(await sessions.find(secret));
  };
}
export type Identify = ReturnType<typeof createIdentify>;
