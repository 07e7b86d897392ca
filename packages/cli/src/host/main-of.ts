/** The processes of the pipeline, and CXone's stand-in; each is a package. */
export type ProcessName = 'ingest' | 'matcher' | 'publisher' | 'archive' | 'console' | 'panel' | 'simulator';

/** Where a package's process begins: one file beside this package, also in the packed command, made by `scripts/bundle.mjs`. */
export const mainOf = (name: ProcessName): URL => new URL(`../../../${name}/dist/main.bundle.js`, import.meta.url);
