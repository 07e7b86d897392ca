import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
};

export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly cache: string;
}

/** Reads the files of the page, by their path; none if it was not built. */
export function readPageFiles(folder: URL): ReadonlyMap<string, PageFile> {
  const root = fileURLToPath(folder);
  if (!existsSync(root)) return new Map();
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = `/${file.slice(root.length).replaceAll('\\', '/').replace(/^\//, '')}`;
      const type = TYPES[/\.(\w+)$/.exec(entry.name)?.[1] ?? ''] ?? 'application/octet-stream';
      // Names of assets have a hash of what is in them.
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return [path, { body: new Uint8Array(readFileSync(file)), type, cache }];
    }),
  );
}
