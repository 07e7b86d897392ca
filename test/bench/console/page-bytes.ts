import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const FOLDER = 'packages/console/dist/page';

/** What a browser downloads of the page, compressed, in bytes: until the wall is seen, and for all views. */
export function pageBytes(): { first: number; all: number } {
  const index = readFileSync(`${FOLDER}/index.html`, 'utf8');
  const files = readdirSync(`${FOLDER}/assets`).filter((name) => /\.(?:js|css)$/.test(name));
  const sizeOf = (name: string) => gzipSync(readFileSync(`${FOLDER}/assets/${name}`), { level: 9 }).length;
  const total = (names: readonly string[]) => names.reduce((sum, name) => sum + sizeOf(name), 0);
  return { first: total(files.filter((name) => index.includes(name))), all: total(files) };
}
