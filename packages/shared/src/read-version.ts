import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version of the package that this module is part of: `shared`, or a process that was bundled. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
