import type { Plugin } from 'esbuild';

/** Makes one file of a process that has been built; gives its bytes, to be written to `outfile`. */
export function bundleProcess(name: string, outfile: string, plugins?: readonly Plugin[]): Promise<Uint8Array>;
