import type { Log } from '../logging/log.js';

const PLAIN = new Set(['http:', 'ws:']);
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Warns of URLs of other machines that are asked without TLS. Their paths and queries are not logged: they may be secret. */
export function warnOfPlainText(urls: readonly string[], log: Log): void {
  const foreign = urls
    .map((url) => new URL(url))
    .filter(({ protocol, hostname }) => PLAIN.has(protocol) && !LOOPBACK.test(hostname));
  if (foreign.length === 0) return;
  const hosts = [...new Set(foreign.map(({ host }) => host))];
  log.warn(
    { hosts },
    'requests go without TLS: anyone on the network path can read the client secret, tokens and calls',
  );
}
