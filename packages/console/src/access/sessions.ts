import { createHash, randomBytes } from 'node:crypto';
import { jsonField, type Keys, type RedisClient } from '@cueline/shared';
import { z } from 'zod';
import { Role } from '../contract/common.js';
import type { Principal } from './principal.js';

const IDLE_S = 30 * 60;
const LONGEST_MS = 8 * 3_600_000;
/** Browsers take it from this host alone, over TLS or from this machine, and no script can read it. */
export const COOKIE = '__Host-cueline';

const Session = jsonField(
  z.object({
    name: z.string(),
    role: Role,
    scope: z.record(z.string(), z.array(z.string())).optional(),
    begunAtMs: z.number(),
  }),
);

/** Sessions of those who have logged in. Redis has only digests of their secrets. */
export function createSessions({ redis, keys, now }: { redis: RedisClient; keys: Keys; now: () => number }) {
  return {
    /** @returns the secret, for the cookie */
    async begin({ name, role, scope }: Principal): Promise<string> {
      const secret = randomBytes(32).toString('base64url');
      const session = { name, role, scope, begunAtMs: now() };
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
    async end(session: string): Promise<void> {
      await redis.del(keys.session(session));
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;

const digestOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** The header by which a browser keeps a session, or forgets it. */
export const sessionCookie = (secret: string): string =>
  `${COOKIE}=${secret}; Path=/; HttpOnly; Secure; SameSite=Lax${secret === '' ? '; Max-Age=0' : ''}`;

/** The secret in a header `Cookie`. */
export function secretIn(cookies: string | null): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
