/** The processes of the pipeline, and CXone's stand-in. */
export type ProcessName =
  | 'ingest'
  | 'receive'
  | 'matcher'
  | 'publisher'
  | 'archive'
  | 'console'
  | 'panel'
  | 'simulator';

/** Where a process begins: one file beside this package, also in the packed command, made by `scripts/bundle.mjs`. */
export const mainOf = (name: ProcessName): URL =>
  name === 'receive'
    ? new URL('../../../ingest/dist/receive.bundle.js', import.meta.url)
    : new URL(`../../../${name}/dist/main.bundle.js`, import.meta.url);
