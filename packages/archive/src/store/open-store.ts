import { resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import { createMigrator } from './migrations.js';
import { createPostgresDialect, postgresRefusal } from './postgres.js';
import { createSqliteDialect, sqliteRefusal } from './sqlite.js';
import { parseStoreUrl } from './store-url.js';
import type { Tables } from './tables.js';

/** A server that has not answered for so long counts as away; reports take longer than writes. */
const QUERY_TIMEOUT_MS = 30_000;

/** The database was written by a later version of Cueline, or its tables are missing. */
export class StoreVersionError extends Error {
  override readonly name = 'StoreVersionError';
}

/**
 * Opens the archive's database; nothing is connected until it is used.
 *
 * @param url `ARCHIVE_URL`
 */
export function openStore(
  url: string,
  { queryTimeoutMs = QUERY_TIMEOUT_MS, onError = () => undefined }: StoreOptions = {},
) {
  const parsed = parseStoreUrl(url);
  if (parsed === undefined) throw new TypeError('no URL of a database');
  const { kind } = parsed;
  const dialect =
    parsed.kind === 'postgres'
      ? createPostgresDialect(parsed.url, { queryTimeoutMs, onError })
      : createSqliteDialect(resolve(parsed.file));
  const db = new Kysely<Tables>({ dialect });
  const migrator = createMigrator(db, kind);
  return {
    kind,
    db,
    /**
     * Makes the tables, or brings them up to date; several may do so at a time.
     *
     * @returns the migrations that it ran
     * @throws StoreVersionError if a later version has been there
     */
    async migrate(): Promise<string[]> {
      const { error, results = [] } = await migrator.migrateToLatest();
      if (error !== undefined) throw asVersionError(error);
      return results.map(({ migrationName }) => migrationName);
    },
    /** @throws StoreVersionError if tables are missing */
    async check(): Promise<void> {
      const missing = (await migrator.getMigrations()).filter(({ executedAt }) => executedAt === undefined);
      if (missing.length > 0)
        throw new StoreVersionError("the archive's tables are missing or old: run 'cueline archive migrate'");
    },
    /** Why a value cannot be kept; undefined if the error has another reason. */
    reasonAgainst(error: unknown): string | undefined {
      if (!(error instanceof Error)) return undefined;
      return kind === 'postgres' ? postgresRefusal(error) : sqliteRefusal(error);
    },
    /** Makes what was removed unreadable in the file as well; PostgreSQL does so itself, by its autovacuum. */
    async purge(): Promise<void> {
      if (kind === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
    },
    close: () => db.destroy(),
  };
}
export type Store = ReturnType<typeof openStore>;

export interface StoreOptions {
  readonly queryTimeoutMs?: number;
  /** A connection broke, and no statement says so. */
  readonly onError?: (error: Error) => void;
}

function asVersionError(error: unknown): unknown {
  if (!(error instanceof Error && error.message.startsWith('corrupted migrations'))) return error;
  return new StoreVersionError('the archive was written by a later version of Cueline', { cause: error });
}
