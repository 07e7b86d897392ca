import { type Dialect, PostgresDialect } from 'kysely';
import pg from 'pg';

/** Pools need few connections: an archiver writes one batch at a time. */
const MAX_CONNECTIONS = 4;
const CONNECT_MS = 5_000;

/**
 * PostgreSQL by `pg`.
 *
 * @param queryTimeoutMs after it a server that hangs counts as away
 * @param onError a connection broke; the pool opens another
 */
export function createPostgresDialect(
  url: string,
  { queryTimeoutMs, onError }: { queryTimeoutMs: number; onError: (error: Error) => void },
): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: 'cueline',
    types: createTypes(),
  });
  pool.on('error', onError);
  // One that breaks in a transaction, between two statements, emits it too: unheeded it would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return new PostgresDialect({ pool });
}

/** Numbers are numbers: `pg` gives large ones as text. JSON stays text, as SQLite has it. */
function createTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  const { INT8, NUMERIC, JSON, JSONB } = pg.types.builtins;
  for (const type of [INT8, NUMERIC]) types.setTypeParser(type, Number);
  for (const type of [JSON, JSONB]) types.setTypeParser(type, (text: string) => text);
  return types;
}

/**
 * Classes of SQLSTATE that are due to a value: data exception, integrity constraint, program limit. Others pass: the server is
 * away, full or busy, or the role may not write.
 */
const POISON_CLASSES = new Set(['22', '23', '54']);

/** The SQLSTATE by which PostgreSQL refuses a value; undefined if the error has another reason. */
export function postgresRefusal(error: Error): string | undefined {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  return code !== undefined && POISON_CLASSES.has(code.slice(0, 2)) ? `PostgreSQL refuses it (${code})` : undefined;
}
