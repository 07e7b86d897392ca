import type { Host } from './host.js';
import { wrapLines } from './wrap-text.js';

/** The same host, on whose terminal prose is broken between words. Not for JSON. */
export const wrapping = (host: Host): Host => ({
  ...host,
  print: (text) => host.print(wrapLines(text, host.stdout.columns)),
});
