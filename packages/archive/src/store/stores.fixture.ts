import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgresServer } from '@cueline/shared/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openStore, type Store } from './open-store.js';

export const KINDS = ['sqlite', 'postgres'] as const;
export type StoreKind = (typeof KINDS)[number];

/** Empty databases of both kinds for the tests of one file. */
export function useStores() {
  let postgres: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    [postgres, folder] = await Promise.all([startPostgresServer(), mkdtemp(join(tmpdir(), 'cueline-archive-'))]);
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
  });
  /** The URL of a database that has no tables yet. */
  async function createUrl(kind: StoreKind): Promise<string> {
    const name = `t${randomUUID().replaceAll('-', '')}`;
    if (kind === 'sqlite') return `sqlite:${join(folder, name)}`;
    const admin = openStore(postgres.urlOf('postgres'));
    await sql.raw(`create database ${name}`).execute(admin.db);
    await admin.close();
    return postgres.urlOf(name);
  }
  const open = (url: string): Store => {
    const store = openStore(url);
    onTestFinished(() => store.close());
    return store;
  };
  return {
    createUrl,
    open,
    /** A database with its tables, open until the test ends. */
    async create(kind: StoreKind): Promise<Store> {
      const store = open(await createUrl(kind));
      await store.migrate();
      return store;
    },
    postgres: () => postgres,
  };
}
