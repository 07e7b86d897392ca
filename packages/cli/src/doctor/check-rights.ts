import type { Keys, RedisClient } from '@cueline/shared';
import { Cluster, type Redis } from 'ioredis';
import { type Diagnosis, fail, ok, unchecked, warn } from './diagnosis.js';

type Command = readonly [name: string, key: string, ...rest: string[]];

/** For each process, what it cannot do without. */
const needed = (keys: Keys): Readonly<Record<string, readonly Command[]>> => {
  const queue = (name: string) => `${keys.queue.prefix}:${keys.queue.name}:${name}`;
  return {
    ingest: [
      ['XADD', keys.segments(0), '*', 'field', 'value'],
      ['HSET', keys.listening(0), 'field', 'value'],
      ['SADD', keys.seen(0, 0), 'value'],
    ],
    matcher: [
      ['XACK', keys.segments(0), 'matchers', '0-0'],
      ['HSET', `${keys.interactionPrefix(0)}x`, 'field', 'value'],
      ['ZADD', keys.deadlines(0), '0', 'x'],
      ['ZADD', keys.outbox(0), '0', 'x'],
      ['XADD', keys.outcomes(0), '*', 'field', 'value'],
      ['XADD', keys.changes(0), '*', 'field', 'value'],
      ['HSET', keys.packs, 'field', 'value'],
      ['LPUSH', queue('wait'), 'x'],
      ['XADD', keys.notices(0), '*', 'field', 'value'],
    ],
    publisher: [
      ['HSET', `${keys.interactionPrefix(0)}x`, 'field', 'value'],
      ['ZREM', keys.outbox(0), 'x'],
      ['XADD', keys.changes(0), '*', 'field', 'value'],
      ['HSET', keys.hold, 'field', 'value'],
      ['LREM', queue('active'), '0', 'x'],
      ['XDEL', keys.notices(0), '0-0'],
      ['LPUSH', `${keys.noticeQueue.prefix}:${keys.noticeQueue.name}:wait`, 'x'],
    ],
    archive: [
      ['XACK', keys.outcomes(0), 'archive', '0-0'],
      ['XACK', keys.audit, 'archive-files', '0-0'],
      ['XADD', keys.archiveDead(0), '*', 'field', 'value'],
    ],
  };
};

/**
 * Tries what each process needs inside a transaction that is then given up: Redis checks the rights of each command as it
 * comes, and carries out none.
 */
export async function checkRights(redis: RedisClient, keys: Keys): Promise<Diagnosis> {
  // A node of a Cluster checks rights before it says that another has the key.
  const server = redis instanceof Cluster ? redis.nodes('master')[0] : redis;
  if (server === undefined) return unchecked('rights', 'no master of the Cluster is known');
  const denied = await deniedBy(server, needed(keys));
  if (denied === undefined)
    return unchecked('rights', 'this user of Redis may not use MULTI, by which rights are tried');
  const entries = Object.entries(denied);
  const lacking = entries.filter(([, commands]) => commands.length > 0);
  if (lacking.length === 0) return ok('rights', 'the user of Redis may do what all processes need');
  const what = lacking.map(([name, commands]) => `${name} (${commands.join(', ')})`).join('; ');
  const remedy = 'deploy/redis/users.acl lists the rights of each process.';
  if (lacking.length === entries.length)
    return fail('rights', { reason: `the user of Redis may not do what any process needs: ${what}`, remedy });
  return warn('rights', {
    reason: `the user of Redis lacks rights for ${what}`,
    remedy: `That is right if each process has a user of its own. ${remedy}`,
  });
}

/** What is denied, by process; undefined if it cannot be tried. */
async function deniedBy(
  redis: Redis,
  processes: ReturnType<typeof needed>,
): Promise<Record<string, string[]> | undefined> {
  const connection = redis.duplicate(); // in a transaction, a connection is good for nothing else
  connection.on('error', () => undefined);
  try {
    await connection.multi({ pipeline: false });
    const denied: Record<string, string[]> = {};
    for (const [process, commands] of Object.entries(processes)) {
      denied[process] = [];
      for (const [name, ...args] of commands) {
        const isDenied = await connection.call(name, ...args).then(() => false, isNoPermission);
        if (isDenied) denied[process].push(`${name} ${args[0]}`);
      }
    }
    return denied;
  } catch (error) {
    if (isNoPermission(error)) return undefined;
    throw error;
  } finally {
    connection.disconnect(); // which gives the transaction up: users need not be allowed to DISCARD
  }
}

const isNoPermission = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOPERM');
