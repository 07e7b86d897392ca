import type { RedisClient, Keys, StoredLayout } from '@cueline/shared';
import type { Finding } from './finding.js';

/** A migration of partitions: `stored/layout.ts` of packages/shared has its states. */
export interface Migration {
  readonly is: 'begun' | 'under way' | 'interrupted' | 'cleaned up after' | 'not cleaned up after';
  readonly from: number;
  readonly to: number;
}

/** The migration that is under way, or did not come to its end, if there is one. */
export async function readMigration(
  redis: RedisClient,
  keys: Keys,
  { epoch, partitions, next, left }: StoredLayout,
): Promise<Migration | undefined> {
  if (next === undefined && left !== true) return undefined;
  const lives = (await redis.get(keys.layoutLease)) !== null;
  if (next !== undefined && next.epoch !== epoch) {
    const is = next.step === 'settling' ? 'begun' : 'under way';
    return { is: lives ? is : 'interrupted', from: partitions, to: next.partitions };
  }
  return { is: lives ? 'cleaned up after' : 'not cleaned up after', from: partitions, to: partitions };
}

export function wrongMigration(migration: Migration | undefined): Finding[] {
  if (migration?.is === 'interrupted') {
    const { from, to } = migration;
    return [
      {
        what: `the migration from ${from} to ${to} partitions was interrupted: nothing has changed, and there are ${from}`,
        remedy: `Run 'cueline partitions migrate ${to}' again, or 'cueline partitions migrate ${from}' to give it up.`,
      },
    ];
  }
  return [];
}

export function migrationNotes(migration: Migration | undefined): string[] {
  if (migration?.is === 'begun')
    return [`${migration.from} partitions are to become ${migration.to}: outcomes are copied, and cues go on`];
  if (migration?.is === 'under way')
    return [`${migration.from} partitions become ${migration.to}: cues wait until they have moved`];
  if (migration?.is === 'not cleaned up after')
    return [
      `a migration has left keys behind: 'cueline partitions migrate ${migration.to}' removes them; there are ${migration.to} partitions`,
    ];
  return [];
}
