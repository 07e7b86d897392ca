/** Tried with every part of our pages: no script, style, font or picture comes from elsewhere, and none is written into the page. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/**
 * Headers of every answer to a browser.
 *
 * @param frameAncestors who may show the page in a frame, as the content security policy names them; by default nobody
 */
export function securityHeaders(frameAncestors = "'none'"): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [...CSP, `frame-ancestors ${frameAncestors}`].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // it can name no origins: browsers that know the policy pass over it
    ...(frameAncestors === "'none'" ? { 'X-Frame-Options': 'DENY' } : {}),
  };
}
