/** The processes of the pipeline, and CXone's stand-in; each is a package. */
export type ProcessName = 'ingest' | 'matcher' | 'publisher' | 'simulator';

/** Where a package's process begins. */
export function mainOf(name: ProcessName): URL {
  return new URL('main.js', import.meta.resolve(`@cueline/${name}`));
}
