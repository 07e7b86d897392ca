import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from 'kysely';

/** How long a write waits while another process writes. */
const BUSY_MS = 30_000;
const RETRY_MS = 20;
/** How long a single statement may wait: nothing else happens in this process meanwhile. */
const STATEMENT_BUSY_MS = 1_000;

/** SQLite by Node's own `node:sqlite`: it needs no compiler, and no package of another's making. */
export function createSqliteDialect(file: string): Dialect {
  const dialect = new SqliteDialect({ database: () => openSqlite(file) });
  return {
    createDriver: () => new WaitingDriver({ database: () => openSqlite(file) }),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () => new WaitingAdapter(),
  };
}

async function openSqlite(file: string): Promise<SqliteDatabase> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600)); // what was said is in it: nobody else may read it
  const database = new (loadSqlite().DatabaseSync)(file);
  // Before all else: changing the journal waits for other processes too.
  database.exec(`PRAGMA busy_timeout = ${STATEMENT_BUSY_MS}`);
  // WAL: readers and the writer do not wait for each other. FULL: a commit has reached the disk. secure_delete: what is
  // erased is overwritten.
  await untilFree(() => database.exec('PRAGMA journal_mode = WAL'));
  database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
  return { close: () => database.close(), prepare: (text) => prepare(database, text) };
}

/** Node 22 warns once that it is experimental. Nothing else runs in this process while it is loaded. */
function loadSqlite(): typeof Sqlite {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Repeats a step while another process holds the lock of the file. */
async function untilFree<T>(step: () => T | Promise<T>): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      return await step();
    } catch (error) {
      if (resultCode(error) !== BUSY || waitedMs >= BUSY_MS) throw error;
      await delay(RETRY_MS);
    }
  }
}

/** A transaction that begins with reading could not write once another has written. So each is a writer from the start. */
const BEGIN = 'begin immediate';

class WaitingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await untilFree(() => connection.executeQuery(CompiledQuery.raw(BEGIN)));
  }
}

/** Kysely's own supposes that one process alone migrates a SQLite file. */
class WaitingAdapter extends SqliteAdapter {
  #isLocked = false;
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await untilFree(() => sql.raw(BEGIN).execute(db));
    this.#isLocked = true;
  }
  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    if (this.#isLocked) await sql`commit`.execute(db);
    this.#isLocked = false;
  }
}

function prepare(database: Sqlite.DatabaseSync, text: string): SqliteStatement {
  const statement = database.prepare(text);
  const values = (parameters: readonly unknown[]) => parameters.map(toInput);
  return {
    // StatementSync.columns(), which would say it, came after Node 22.15
    reader: /^\s*(?:select|with|pragma)\b|\breturning\b/i.test(text),
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  };
}

function toInput(value: unknown): Sqlite.SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  throw new TypeError(`SQLite takes no ${typeof value}`);
}

/** Result codes (https://sqlite.org/rescode.html). */
const BUSY = 5;
/** Those that are due to a value: too big, against a constraint, of a wrong type. */
const POISON_CODES = new Set([18, 19, 20]);

/** The code by which SQLite refuses a value; undefined if the error has another reason. */
export function sqliteRefusal(error: Error): string | undefined {
  const code = resultCode(error);
  return code !== undefined && POISON_CODES.has(code) ? `SQLite refuses it (${code})` : undefined;
}

function resultCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}
