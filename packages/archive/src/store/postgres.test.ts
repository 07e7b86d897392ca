import { startPostgresServer } from '@cueline/shared/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from './open-store.js';

test('a connection that breaks between two statements of a transaction fails it, and ends nothing else', async () => {
  const postgres = await startPostgresServer();
  onTestFinished(() => postgres.stop());
  let heed: (error: Error) => void = () => undefined;
  const broken = new Promise<Error>((resolve) => (heed = resolve));
  const { db, close } = openStore(postgres.urlOf('postgres'), { onError: (error) => heed(error) });
  onTestFinished(() => close());
  const transaction = db.transaction().execute(async (open) => {
    await sql`select 1`.execute(open);
    await postgres.kill();
    await broken; // unheeded, it would end the process
    await sql`select 2`.execute(open);
  });
  await expect(transaction).rejects.toThrow(/terminat|ECONNRESET|not queryable/);
  await postgres.restart();
  expect((await sql<{ n: number }>`select count(*) as n from pg_class`.execute(db)).rows[0]?.n).toBeGreaterThan(1);
});
