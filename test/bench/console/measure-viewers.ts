import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds, residentBytes } from '../usage/process-usage.js';
import { median } from '../usage/statistics.js';
import { type ConsoleBench, named, redisTime } from './console-bench.js';
import type { RedisTime } from './redis-time.js';
import { openWall, type Viewer } from './viewer.js';

const MANY_VIEWERS = 200;
/** Of these, browsers that hang. */
const HUNG_VIEWERS = 20;

/** What nobody, one, ten and many who watch cost; one and ten in turn. */
export async function measureViewers(bench: ConsoleBench, nobody: RedisTime): Promise<void> {
  const { context, console, report, plan } = bench;
  const measured = new Map<number, (RedisTime & { cpu: number; bytes: number; mb: number; everyS: number })[]>();
  const measure = async (count: number, hung = 0) => {
    const viewers: Viewer[] = [];
    for (let i = 0; i < count; i += 1) {
      const from = count > 20 ? 0 : i * 20;
      viewers.push(await openWall(context, console.url, { from, isRead: i >= hung }));
    }
    await delay(3000);
    const before = { cpu: await cpuSeconds(console.pid), ms: performance.now(), said: viewers.map(countsOf) };
    const time = await redisTime(bench);
    const lastedS = (performance.now() - before.ms) / 1000;
    const last = viewers.at(-1);
    const said = before.said.at(-1);
    const row = {
      ...time,
      cpu: ((await cpuSeconds(console.pid)) - before.cpu) / lastedS,
      bytes: ((last?.bytes() ?? NaN) - (said?.bytes ?? NaN)) / lastedS,
      everyS: lastedS / ((last?.messages() ?? NaN) - (said?.messages ?? NaN)),
      mb: (await residentBytes(console.pid)) / 1e6,
    };
    measured.set(count, [...(measured.get(count) ?? []), row]);
    for (const viewer of viewers) viewer.close();
    await delay(1000);
  };
  for (let round = 0; round < plan.rounds; round += 1) for (const count of [1, 10]) await measure(count);
  await measure(MANY_VIEWERS, HUNG_VIEWERS);
  const of = (
    count: number,
    figure: 'console' | 'commands' | 'index' | 'process' | 'cpu' | 'bytes' | 'mb' | 'everyS',
  ) => median((measured.get(count) ?? []).map((row) => row[figure]));
  const share = (count: number) => of(count, 'console') + of(count, 'index');
  report.table('viewers', [
    {
      viewers: 'nobody',
      'console in Redis (%)': 0,
      'its commands/s': 0,
      'index of changes (%)': nobody.index * 100,
      'all of Redis (%)': nobody.process * 100,
      'console CPU (%)': '',
      'KB/s each': '',
      's between messages': '',
      'memory (MB)': '',
    },
    ...[1, 10, MANY_VIEWERS].map((count) => ({
      viewers: String(count),
      'console in Redis (%)': of(count, 'console') * 100,
      'its commands/s': of(count, 'commands'),
      'index of changes (%)': of(count, 'index') * 100,
      'all of Redis (%)': of(count, 'process') * 100,
      'console CPU (%)': of(count, 'cpu') * 100,
      'KB/s each': of(count, 'bytes') / 1000,
      's between messages': of(count, 'everyS'),
      'memory (MB)': of(count, 'mb'),
    })),
  ]);
  report.must(named('% of Redis for the index, nobody watches', bench), nobody.index * 100, { atMost: 0.1 });
  report.must(named('% of Redis for one viewer', bench), share(1) * 100, { atMost: 1.5 });
  report.must(named('commands for ten viewers, of one', bench), of(10, 'commands') / of(1, 'commands'), {
    atMost: 1.2,
  });
  report.must(named('Redis for ten viewers, of one', bench), share(10) / share(1), { atMost: 1.2 });
  report.must(named(`Redis for ${MANY_VIEWERS} viewers, of one`, bench), share(MANY_VIEWERS) / share(1), {
    atMost: 1.2,
  });
  report.must(
    named('MB for each of many viewers', bench),
    (of(MANY_VIEWERS, 'mb') - of(10, 'mb')) / (MANY_VIEWERS - 10),
    { atMost: 1 },
  );
  report.must(named(`s between messages, ${MANY_VIEWERS} viewers`, bench), of(MANY_VIEWERS, 'everyS'), { atMost: 1.5 });
}

const countsOf = (viewer: Viewer) => ({ bytes: viewer.bytes(), messages: viewer.messages() });
