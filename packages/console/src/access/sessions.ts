import { randomBytes } from 'node:crypto';
import { jsonField, type Keys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { Role } from '../contract/common.js';
import { cookieIn, digestOf, hostCookie } from './cookie.js';
import type { Principal } from './principal.js';

const IDLE_S = 30 * 60;
const LONGEST_MS = 8 * 3_600_000;
export const COOKIE = '__Host-cueline';

const Session = jsonField(
  z.object({
    name: z.string(),
    role: Role,
    scope: z.record(z.string(), z.array(z.string())).optional(),
    begunAtMs: z.number(),
    /** The identity provider's, to log out there. */
    idToken: z.string().optional(),
  }),
);

/** Sessions of those who have logged in. Redis has only digests of their secrets. */
export function createSessions({ redis, keys, now }: { redis: RedisClient; keys: Keys; now: () => number }) {
  return {
    /** @returns the secret, for the cookie */
    async begin({ name, role, scope }: Principal, idToken?: string): Promise<string> {
      const secret = randomBytes(32).toString('base64url');
      const session = { name, role, scope, begunAtMs: now(), idToken };
      await redis.set(keys.session(digestOf(secret)), JSON.stringify(session), 'EX', IDLE_S);
      return secret;
    },
    /** Who it is; a session that was not used for half an hour, or is eight hours old, is over. */
    async find(secret: string): Promise<Principal | undefined> {
      if (!/^[\w-]{43}$/.test(secret)) return undefined;
      const session = digestOf(secret);
      const key = keys.session(session);
      const { data } = Session.safeParse(await redis.get(key));
      if (data === undefined) return undefined;
      const leftMs = data.begunAtMs + LONGEST_MS - now();
      if (leftMs <= 0) return undefined;
      await redis.expire(key, Math.ceil(Math.min(IDLE_S, leftMs / 1000)));
      const { name, role, scope } = data;
      return { name, role, session, ...(scope === undefined ? {} : { scope }) };
    },
    /** @returns the identity provider's token, if one came with the session */
    async end(session: string): Promise<string | undefined> {
      const key = keys.session(session);
      const { data } = Session.safeParse(await redis.get(key));
      await redis.del(key);
      return data?.idToken;
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;

/** The header by which a browser keeps a session, or forgets it. */
export const sessionCookie = (secret: string): string => hostCookie(COOKIE, secret);

/** The secret in a header `Cookie`. */
export const secretIn = (cookies: string | null): string | undefined => cookieIn(cookies, COOKIE);
