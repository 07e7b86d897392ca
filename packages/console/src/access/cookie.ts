import { createHash } from 'node:crypto';

/** Redis has digests of secrets alone. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * A header `Set-Cookie`: browsers take it from this host alone, over TLS or from this machine, and no script can read it. Lax, since
 * the first request after a login comes from the identity provider. Without a value the browser forgets it.
 */
export const hostCookie = (name: string, value: string): string =>
  `${name}=${value}; Path=/; HttpOnly; Secure; SameSite=Lax${value === '' ? '; Max-Age=0' : ''}`;

/** The value of a cookie in a header `Cookie`. */
export function cookieIn(cookies: string | null, name: string): string | undefined {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([each]) => each === name)?.[1];
}
