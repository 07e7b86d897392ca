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

/**
 * Reads the files of the page, by their path; none if it was not built.
 *
 * @param base the path under which browsers find the page, without a slash at its end; `.`: beside the page itself
 */
export function readPageFiles(folder: URL, base = ''): ReadonlyMap<string, PageFile> {
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
      const bytes = new Uint8Array(readFileSync(file));
      return [path, { body: path === '/index.html' ? placedUnder(base, bytes) : bytes, type, cache }];
    }),
  );
}

/** Answers with a file of the page. */
export const fileAnswer = ({ body, type, cache }: PageFile): Response =>
  new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': cache } });

/** The page names its files by where it is itself, and its views are at several depths. */
function placedUnder(base: string, html: Uint8Array): Uint8Array<ArrayBuffer> {
  const escaped = base.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const text = new TextDecoder()
    .decode(html)
    .replaceAll('="./', `="${escaped}/`)
    .replace('name="base-path" content=""', `name="base-path" content="${escaped}"`);
  return new TextEncoder().encode(text);
}
