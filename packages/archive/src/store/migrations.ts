import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator, type MigrationProvider } from 'kysely/migration';
import type { StoreUrl } from './store-url.js';
import type { Tables } from './tables.js';

type Kind = StoreUrl['kind'];

/** Each can be repeated: SQLite may have kept half of one that failed. */
const MIGRATIONS: Readonly<Record<string, (kind: Kind) => Migration>> = {
  '001-tables': createTables,
  '002-speech': createSpeech,
  '003-audit-entries': addAuditEntries,
  '004-shadow-differences': addShadowDifferences,
};

/** Gives the migrations of one kind of database to Kysely, which runs those that have not run, one process at a time. */
export function createMigrator(db: Kysely<Tables>, kind: Kind): Migrator {
  const migrations = Object.fromEntries(Object.entries(MIGRATIONS).map(([name, create]) => [name, create(kind)]));
  const provider: MigrationProvider = { getMigrations: () => Promise.resolve(migrations) };
  return new Migrator({ db, provider });
}

function createTables(kind: Kind): Migration {
  const isPostgres = kind === 'postgres';
  const json = isPostgres ? 'jsonb' : 'text';
  const time = isPostgres ? 'double precision' : 'real';
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const { schema } = db;
      const withId = (table: string) => {
        const builder = schema.createTable(table).ifNotExists();
        return isPostgres
          ? builder.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
          : builder.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());
      };
      await withId('calls')
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('interaction_id', 'text', (column) => column.notNull())
        .addColumn('id_hash', 'text', (column) => column.notNull())
        .addColumn('first_heard_at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('last_heard_at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('ended_at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('reuse', 'integer', (column) => column.notNull())
        .addColumn('final', 'integer', (column) => column.notNull())
        .addColumn('ended_by', 'text', (column) => column.notNull())
        .addColumn('pack', 'text', (column) => column.notNull())
        .addColumn('attributes', json, (column) => column.notNull())
        .addColumn('outcome', json, (column) => column.notNull())
        .addColumn('has_words', 'integer', (column) => column.notNull())
        .addColumn('archived_at_ms', sql.raw(time), (column) => column.notNull())
        .addUniqueConstraint('calls_key', ['prefix', 'interaction_id', 'first_heard_at_ms'])
        .execute();
      const index = (name: string, columns: string[]) =>
        schema.createIndex(name).ifNotExists().on('calls').columns(columns).execute();
      await index('calls_ended', ['prefix', 'ended_at_ms']);
      await index('calls_id_hash', ['id_hash']);
      await schema
        .createTable('verdicts')
        .ifNotExists()
        .addColumn('call_id', 'bigint', (column) => column.notNull().references('calls.id').onDelete('cascade'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('due_at_ms', sql.raw(time))
        .addColumn('said_at_ms', sql.raw(time))
        .addColumn('cues', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('verdicts_key', ['call_id', 'kind', 'rule'])
        .execute();
      await schema
        .createTable('evidence')
        .ifNotExists()
        .addColumn('call_id', 'bigint', (column) => column.notNull().references('calls.id').onDelete('cascade'))
        .addColumn('position', 'integer', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('part', 'text', (column) => column.notNull())
        .addColumn('words', 'text')
        .addColumn('heard_at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('segment_id', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('evidence_key', ['call_id', 'position'])
        .execute();
      await schema
        .createTable('packs')
        .ifNotExists()
        .addColumn('digest', 'text', (column) => column.primaryKey())
        .addColumn('pack', json, (column) => column.notNull())
        .addColumn('first_used_at_ms', sql.raw(time), (column) => column.notNull())
        .execute();
      await withId('audit')
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('act', 'text', (column) => column.notNull())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('details', json, (column) => column.notNull())
        .execute();
      await schema
        .createTable('erasures')
        .ifNotExists()
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('id_hash', 'text', (column) => column.notNull())
        .addColumn('at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('counts', json, (column) => column.notNull())
        .addPrimaryKeyConstraint('erasures_key', ['prefix', 'id_hash', 'at_ms'])
        .execute();
      await schema
        .createTable('legal_holds')
        .ifNotExists()
        .addColumn('prefix', 'text', (column) => column.notNull())
        .addColumn('interaction_id', 'text', (column) => column.notNull())
        .addColumn('at_ms', sql.raw(time), (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('legal_holds_key', ['prefix', 'interaction_id'])
        .execute();
    },
  };
}

function createSpeech(kind: Kind): Migration {
  return {
    async up({ schema }: Kysely<unknown>): Promise<void> {
      await schema
        .createTable('speech')
        .ifNotExists()
        .addColumn('call_id', 'bigint', (column) => column.primaryKey().references('calls.id').onDelete('cascade'))
        .addColumn('segments', kind === 'postgres' ? 'jsonb' : 'text', (column) => column.notNull())
        .execute();
    },
  };
}

/** Acts of consoles have the entry of Redis' stream by which each is kept once. */
function addAuditEntries(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const tables = await db.introspection.getTables();
      const audit = tables.find(({ name }) => name === 'audit');
      if (audit?.columns.some(({ name }) => name === 'entry') !== true)
        await db.schema.alterTable('audit').addColumn('entry', 'text').execute();
      const index = db.schema.createIndex('audit_entry').ifNotExists().unique();
      await index.on('audit').columns(['prefix', 'entry']).execute();
    },
  };
}

/** What shadow rules would have decided otherwise has a table, also of calls that are there already. */
function addShadowDifferences(kind: Kind): Migration {
  const each =
    kind === 'postgres'
      ? sql`jsonb_array_elements(outcome -> 'shadow' -> 'differences') as each(value)`
      : sql`json_each(outcome, '$.shadow.differences') as each`;
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      const tables = await db.introspection.getTables();
      const calls = tables.find(({ name }) => name === 'calls');
      if (calls?.columns.some(({ name }) => name === 'shadow_pack') !== true)
        await db.schema.alterTable('calls').addColumn('shadow_pack', 'text').execute();
      await db.schema
        .createTable('shadow_differences')
        .ifNotExists()
        .addColumn('call_id', 'bigint', (column) => column.notNull().references('calls.id').onDelete('cascade'))
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('in_force', 'text', (column) => column.notNull())
        .addColumn('shadow', 'text', (column) => column.notNull())
        .execute();
      const index = db.schema.createIndex('shadow_differences_call').ifNotExists();
      await index.on('shadow_differences').column('call_id').execute();
      await sql`update calls set shadow_pack = outcome -> 'shadow' ->> 'pack' where outcome ->> 'shadow' is not null`.execute(
        db,
      );
      await sql`delete from shadow_differences`.execute(db);
      await sql`
        insert into shadow_differences (call_id, kind, rule, in_force, shadow)
        select calls.id, each.value ->> 'list', each.value ->> 'rule', each.value ->> 'inForce', each.value ->> 'shadow'
        from calls, ${each} where shadow_pack is not null`.execute(db);
    },
  };
}
