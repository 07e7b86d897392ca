import { randomBytes } from 'node:crypto';
import { jsonField, type Keys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import type { LoginBegun } from './oidc.js';
import { cookieIn, digestOf, hostCookie } from './cookie.js';

/** How long somebody may take at the identity provider. */
const WITHIN_S = 600;
const COOKIE = '__Host-cueline-login';

const Begun = jsonField(z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() }));
export type KeptLogin = z.infer<typeof Begun>;

/**
 * Logins for which a browser has gone to the identity provider. Each is bound to that browser by a cookie: a link that somebody else
 * has begun a login for does not log in.
 */
export function createLogins({ redis, keys }: { redis: RedisClient; keys: Keys }) {
  return {
    /** @returns the cookie */
    async keep(begun: LoginBegun, returnTo: string): Promise<string> {
      const secret = randomBytes(32).toString('base64url');
      await redis.set(keys.login(digestOf(secret)), JSON.stringify({ ...begun, returnTo }), 'EX', WITHIN_S);
      return hostCookie(COOKIE, secret);
    },
    /** Takes the login of a browser that has come back, once. */
    async take(cookies: string | null): Promise<KeptLogin | undefined> {
      const secret = cookieIn(cookies, COOKIE);
      if (secret === undefined) return undefined;
      const key = keys.login(digestOf(secret));
      const { data } = Begun.safeParse(await redis.get(key));
      return (await redis.del(key)) === 1 ? data : undefined;
    },
    /** The cookie that takes the cookie back. */
    cleared: hostCookie(COOKIE, ''),
  };
}
export type Logins = ReturnType<typeof createLogins>;
