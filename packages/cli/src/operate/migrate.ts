import {
  migrate,
  MigrationError,
  type MigrationPlan,
  type MigrationReport,
  type MigrationStep,
  planMigration,
} from '@cueline/operate';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withRedis } from '../redis/with-redis.js';

export interface MigrateFlags {
  readonly dryRun?: boolean;
}

const STEPS: Record<MigrationStep, string> = {
  prepare: 'outcomes are copied',
  settle: 'all partitions come to the same moment',
  pause: 'processes leave the partitions',
  copy: 'all else is copied',
  'clean up': 'what was left behind is removed',
};

/**
 * Moves to another number of partitions; returns the exit code.
 *
 * @throws CommandError
 */
export function runMigrate(partitions: number, { dryRun }: MigrateFlags, host: Host): Promise<number> {
  const { env, print } = host;
  return withRedis(env, async (redis, { KEY_PREFIX: prefix, REDIS_MIN_REPLICAS: minReplicas }) => {
    const signal = dryRun === true ? new AbortController().signal : host.stopSignal();
    const onStep = (step: MigrationStep) => print(`${STEPS[step]} …`);
    const migration = { redis, prefix, partitions, minReplicas, signal, onStep };
    try {
      const plan = await planMigration(migration);
      print(textOf(plan));
      if (dryRun === true) return ExitCode.ok;
      const report = await migrate(migration);
      if (report !== undefined) print(reportText(report));
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

function reportText({ pausedMs, leftMs, copied, copiedBefore }: MigrationReport): string {
  const { keys, live, segments, outcomes, deadLetters } = copied;
  return (
    `paused for ${number(pausedMs)} ms, ${number(leftMs)} of them until processes had left: then ${number(keys)} keys of interactions ` +
    `(${number(live)} live), ${number(segments)} segments, ${number(outcomes)} outcomes and ${number(deadLetters)} dead letters were copied; ` +
    `${number(copiedBefore)} outcomes before`
  );
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
