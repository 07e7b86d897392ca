/** A database: PostgreSQL, or a SQLite file, given as `sqlite:` and its path. */
export type StoreUrl =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'sqlite'; readonly file: string };

const SQLITE = 'sqlite:';

/** Reads `ARCHIVE_URL`; undefined if it names no database. */
export function parseStoreUrl(text: string): StoreUrl | undefined {
  if (text.startsWith(SQLITE)) {
    const file = text.slice(SQLITE.length);
    return file === '' ? undefined : { kind: 'sqlite', file };
  }
  const url = URL.parse(text);
  const isPostgres = url !== null && ['postgres:', 'postgresql:'].includes(url.protocol);
  return isPostgres ? { kind: 'postgres', url: text } : undefined;
}

export const isStoreUrl = (text: string): boolean => parseStoreUrl(text) !== undefined;
