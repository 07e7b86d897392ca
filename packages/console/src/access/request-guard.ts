import { hostName, isLoopback } from './is-loopback.js';

/** What is asked of a request before anything else is done with it. */
export interface GuardOptions {
  /** Whether somebody has to log in. Without it only this machine's browsers and commands may ask. */
  readonly hasLogin: boolean;
  /** Where browsers find the console, if a proxy stands before it. */
  readonly origin: string | undefined;
}

/** Why a request is refused. */
export interface Refusal {
  readonly status: 400 | 403 | 415;
  readonly message: string;
}

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Refuses what another site's page may have sent. A name that an attacker has pointed to this machine is not `localhost`
 * (DNS rebinding); browsers say from where a request comes; and a form cannot send JSON.
 */
export function refuseRequest(
  request: Request,
  { hasLogin, origin, path }: GuardOptions & { readonly path: string },
): Refusal | undefined {
  const { method, headers } = request;
  const host = headers.get('Host') ?? '';
  const name = hostName(host);
  if (name === undefined) return { status: 400, message: 'the header Host is missing or wrong' };
  if (!hasLogin && !isLoopback(name))
    return {
      status: 403,
      message: `without a login this console answers only to this machine's own names, not to ${name}`,
    };
  if (origin !== undefined && host !== new URL(origin).host && !isLoopback(name))
    return { status: 403, message: `this console is at ${origin}` };
  const site = headers.get('Sec-Fetch-Site');
  const isOwn = site === null || site === 'same-origin' || site === 'none';
  // A page of another site may link here, if there is a login; it may ask for nothing else.
  const isLink =
    hasLogin && method === 'GET' && headers.get('Sec-Fetch-Mode') === 'navigate' && !path.startsWith('/api/');
  if (!isOwn && !isLink) return { status: 403, message: 'another site may not ask for this' };
  if (SAFE.has(method)) return undefined;
  if (!/^application\/json\s*(?:;|$)/i.test(headers.get('Content-Type') ?? ''))
    return { status: 415, message: 'the body should be application/json' };
  // Of a command with a token of its own nothing can be forged: browsers send none by themselves.
  if (headers.has('Authorization') || site === 'same-origin') return undefined;
  return isOwnOrigin(headers.get('Origin'), host, origin)
    ? undefined
    : { status: 403, message: 'Sec-Fetch-Site should be same-origin, or Origin that of this console' };
}

function isOwnOrigin(header: string | null, host: string, origin: string | undefined): boolean {
  if (header === null) return false;
  return header === origin || URL.parse(header)?.host === host;
}
