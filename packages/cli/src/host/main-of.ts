/** The processes of the pipeline, and CXone's stand-in; each is a package. */
export type ProcessName = 'ingest' | 'matcher' | 'publisher' | 'archive' | 'console' | 'simulator';

/** Where a package's process begins: beside this package, also in the packed command. Those of the pipeline are one file each, made by `scripts/bundle.mjs`. */
export function mainOf(name: ProcessName): URL {
  const file = name === 'simulator' ? 'main.js' : 'main.bundle.js';
  return new URL(`../../../${name}/dist/${file}`, import.meta.url);
}
