import { migrate, MigrationError, type MigrationPlan, type MigrationStep, planMigration } from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

export interface MigrateFlags {
  readonly dryRun?: boolean;
}

const STEPS: Record<MigrationStep, string> = {
  settle: 'all partitions come to the same moment',
  pause: 'processes leave the partitions',
  copy: 'all is copied',
  'clean up': 'what was left behind is removed',
};

/**
 * Moves to another number of partitions; returns the exit code.
 *
 * @throws CommandError
 */
export function runMigrate(partitions: number, { dryRun }: MigrateFlags, host: Host): Promise<number> {
  const { env, print } = host;
  return withRedis(env, async (redis, { KEY_PREFIX: prefix }) => {
    const signal = dryRun === true ? new AbortController().signal : host.stopSignal();
    const migration = { redis, prefix, partitions, signal, onStep: (step: MigrationStep) => print(`${STEPS[step]} …`) };
    try {
      const plan = await planMigration(migration);
      print(textOf(plan));
      if (dryRun === true) return ExitCode.ok;
      await migrate(migration);
    } catch (error) {
      if (signal.aborted) print('! stopped; nothing has changed');
      else if (error instanceof MigrationError) print(`! ${error.message}`);
      else throw error;
      return ExitCode.foundWrong;
    }
    print(`there are ${partitions} partitions`);
    return ExitCode.ok;
  });
}

function textOf({ from, to, onlyCleansUp, size }: MigrationPlan): string {
  if (onlyCleansUp) return `there are ${to} partitions; an earlier migration has left keys behind`;
  const { keys, interactions, live, segments, outcomes, deadLetters } = size;
  return (
    `${from} partitions become ${to}: ${keys} keys, with ${interactions} interactions (${live} live), ` +
    `${segments} segments not yet processed, ${outcomes} outcomes and ${deadLetters} dead letters`
  );
}
