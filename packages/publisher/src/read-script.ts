import { readFileSync } from 'node:fs';

/** Reads a Lua script of this package; scripts lie in `src`, also for what was built. */
export function readScript(name: string): { name: string; lua: string } {
  return { name, lua: readFileSync(new URL(`../src/${name}.lua`, import.meta.url), 'utf8') };
}
