import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { type Claims, type ClaimSettings, principalOf } from './claims.js';
import type { Principal } from './principal.js';

/** The header by which a proxy shows that it is one. */
export const PROXY_SECRET_HEADER = 'X-Cueline-Proxy-Secret';

export interface ProxyOptions extends ClaimSettings {
  /** From where the proxy connects. */
  readonly addresses: BlockList;
  readonly secret: string;
  /** How the names of its headers begin: `X-Forwarded-`, for `X-Forwarded-User`. */
  readonly headers: string;
}

/** Reads addresses and networks such as `10.0.0.0/8, ::1`; undefined if one is neither. */
export function parseAddresses(text: string): BlockList | undefined {
  const list = new BlockList();
  for (const part of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(part) ?? [];
    const version = isIP(address);
    if (version === 0) return undefined;
    const longest = version === 4 ? 32 : 128;
    const length = bits === undefined ? longest : Number(bits);
    if (length > longest) return undefined;
    list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }
  return list.rules.length === 0 ? undefined : list;
}

/**
 * Says who somebody is whom a proxy has let in. Its headers count only if the connection comes from one of its addresses and
 * carries the secret that it shares with this console: anybody else can write headers, too.
 */
export function createProxyIdentity(options: ProxyOptions) {
  const { addresses, secret, headers: prefix } = options;
  return {
    isProxy: (headers: Headers, address: string): boolean =>
      isListed(addresses, address) && isSame(headers.get(PROXY_SECRET_HEADER) ?? '', secret),
    /** @throws NoRoleError */
    identify(headers: Headers): Principal | undefined {
      const claims: Claims = (name) => valuesIn(headers.get(prefix + name));
      const [name] = claims('User');
      return name === undefined ? undefined : principalOf(name, claims, options);
    },
  };
}
export type ProxyIdentity = ReturnType<typeof createProxyIdentity>;

/** A socket that listens for both families names IPv4 addresses by IPv6. */
function isListed(list: BlockList, address: string): boolean {
  const bare = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  const version = isIP(bare);
  return version !== 0 && list.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}

function isSame(one: string, other: string): boolean {
  const digestOf = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digestOf(one), digestOf(other));
}

const valuesIn = (header: string | null): string[] =>
  (header ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
