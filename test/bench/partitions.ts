// How long cues wait while partitions move, and what that grows with. `npm run bench:partitions -- --help`
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { migrate } from '@cueline/operate';
import {
  createKeys,
  createLog,
  createRedis,
  InteractionId,
  partitionOf,
  readSettings,
  redisSettings,
} from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { z } from 'zod';
import { type BenchContext, runBench, withEnd } from './programs/run-bench.js';
import { createReport, type Row } from './report/report.js';

const help = `npm run bench:partitions -- [--calls 100,1000,10000] [--outcomes 10000,100000]

Moves 8 partitions to 16, in a Redis that holds what so many live calls leave there: the calls, stubs of those that ended in the last
hour, digests of what was written in the last five minutes; and so many outcomes. No process runs, so that only the copy is measured.`;

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '100,1000,10000' },
    outcomes: { type: 'string', default: '10000,100000' },
    help: { type: 'boolean', default: false },
  },
});
const numbers = (list: string) => list.split(',').map(Number);

/** As in docs/scale.md: a call lasts 270 s, and has a segment every 3 s. */
const ENDED_IN_STUB_TIME = 3600 / 270;
const DIGESTS = 300 / 3;
/** Bytes of a live interaction, and of an outcome, as `npm run bench` and docs/scale.md have them. */
const [LIVE_BYTES, OUTCOME_BYTES] = [1600, 1500];
const [FROM, TO] = [8, 16];
const keys = createKeys('cueline');

if (values.help) console.log(help);
else
  await runBench(async (context) => {
    const rows: Row[] = [];
    for (const calls of numbers(values.calls))
      for (const outcomes of numbers(values.outcomes))
        rows.push(await withEnd(context, (own) => measure(own, { calls, outcomes })));
    createReport().table('partitions', rows);
    return true;
  });

interface Stored {
  readonly calls: number;
  readonly outcomes: number;
}

async function measure(context: BenchContext, { calls, outcomes }: Stored): Promise<Row> {
  const server = await startRedisServer();
  context.onEnd(() => server.stop());
  const settings = readSettings(z.object(redisSettings), { REDIS_URL: server.url });
  const redis = createRedis(settings, { role: 'commands', log: createLog({ name: 'bench', level: 'silent' }) });
  context.onEnd(() => redis.disconnect());
  await redis.set(keys.partitions, FROM);
  await fill(redis, { calls, outcomes });
  const report = await migrate({ redis, prefix: 'cueline', partitions: TO, signal: new AbortController().signal });
  if (report === undefined) throw new RangeError('nothing was moved');
  return {
    'live calls': calls,
    'outcomes, copied before': report.copiedBefore,
    'keys, copied within': report.copied.keys,
    'paused (ms)': Math.round(report.pausedMs),
    'paused per 1,000 live calls (ms)': Math.round((report.pausedMs / calls) * 1000),
  };
}

async function fill(redis: ReturnType<typeof createRedis>, { calls, outcomes }: Stored): Promise<void> {
  const writes: Promise<unknown>[] = [];
  const write = async (next: Promise<unknown>) => {
    writes.push(next);
    if (writes.length >= 1000) await Promise.all(writes.splice(0));
  };
  const live = randomBytes(LIVE_BYTES / 2).toString('hex');
  for (let call = 0; call < calls * (1 + ENDED_IN_STUB_TIME); call += 1) {
    const id = InteractionId.parse(`call-${call}`);
    const partition = partitionOf(id, FROM);
    const interaction = keys.interaction(partition, id);
    if (call < calls) await write(redis.hset(interaction, { v: 2, state: live, rev: 7, look: 3, endAt: 1 }));
    else {
      await write(redis.hset(interaction, { v: 2, closed: 'frame', rev: 9, endedBefore: 1, look: 4, reuse: 0 }));
      await write(redis.expire(interaction, 3600));
      await write(redis.set(keys.ended(partition, id), '1795941190289 ', 'EX', 3600));
    }
  }
  for (let window = 0; window < 5; window += 1)
    for (let partition = 0; partition < FROM; partition += 1)
      for (let left = Math.ceil((calls * DIGESTS) / 5 / FROM); left > 0; left -= 500) {
        const digests = Array.from({ length: Math.min(500, left) }, () => randomBytes(16).toString('latin1'));
        await write(redis.sadd(keys.seen(partition, window), ...digests));
        await write(redis.expire(keys.seen(partition, window), 420));
      }
  const outcome = randomBytes(OUTCOME_BYTES / 2).toString('hex');
  for (let each = 0; each < outcomes; each += 1) {
    const id = InteractionId.parse(`ended-${each}`);
    const partition = partitionOf(id, FROM);
    const entry = `${each + 1}-1`;
    const fields = ['interactionId', id, 'revision', '1', 'final', '1', 'outcome', outcome, 'v', '2'];
    await write(redis.xadd(keys.outcomes(partition), entry, ...fields));
    await write(redis.hset(keys.outcomeEntries(partition), id, entry));
  }
  await Promise.all(writes);
}
