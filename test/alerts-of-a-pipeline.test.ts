import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createKeys, type Keys, type RedisClient } from '@cueline/shared';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { type AlertCase, testAlerts } from './harness/alert-rules.js';
import { makeDirectory } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { type Scrape, scrape } from './harness/scrape.js';
import { seriesOf, STEP_S } from './harness/scraped-series.js';
import { playScripted, RULES, scriptedCalls } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

const fires = (alert: string, severity: string, labels: Readonly<Record<string, string>> = {}) => ({
  alert,
  labels: { job: 'cueline', severity, ...labels },
});

/** A pipeline of two ingests with an archive, after some calls in which all was well, and what it exports then. */
async function startWell(settings: Readonly<Record<string, string>> = {}) {
  const redis = await startRedis();
  const rulesFile = await writeRules(RULES);
  const pipeline = await startPipelineOn(redis, {
    ingests: 2,
    rulesFile,
    settings: { ...QUICK, CXONE_PING_INTERVAL_MS: '200', CXONE_PONG_TIMEOUT_MS: '2000', ...settings },
  });
  const archiver = await startProcess('archive', {
    ...redis.environment,
    ARCHIVE_URL: `sqlite:${join(await makeDirectory(), 'archive.sqlite')}`,
  });
  await archiver.ready();
  const processes = [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers, archiver];
  /** The greatest value of series that begin so. */
  const greatest = async (name: string) =>
    Math.max(0, ...[...(await scrape(processes)).values].filter(([one]) => one.startsWith(name)).map(([, v]) => v));
  await playScripted(pipeline, 1).played;
  await expect.poll(() => greatest('cueline_redis_memory_bytes')).toBeGreaterThan(0);
  await expect.poll(() => shownCues(pipeline.simulator).length).toBeGreaterThan(3);
  await expect.poll(() => greatest('cueline_backlog_entries'), { timeout: 60_000 }).toBe(0);
  return { ...pipeline, redis, rulesFile, archiver, processes, greatest, well: await scrape(processes) };
}

/** The same calls once more, under other ids. */
const otherCalls = () =>
  scriptedCalls(1).map(({ call }) => ({ ...call, interactionId: `other-${call.interactionId}` }));

test(
  'what a pipeline exports fires no alert while all is well, and those that are right once it is broken',
  { timeout: 300_000 },
  async () => {
    const { redis, rulesFile, simulator, archiver, processes, greatest, well } = await startWell();

    // CXone refuses cues …
    simulator.faults.set({ cueForbidden: { chance: 1 } });
    await simulator.play(otherCalls(), { endFrames: false });
    simulator.pushFrame({ type: 'error', error: 'the subscription has ended' });
    await redis.client.xadd(createKeys('cueline').segments(0), '*', 'segment', 'not an entry of ours');
    // … somebody saves rules with a mistake, and sets Redis up as it must not be …
    await writeFile(rulesFile, 'version: 1\ndisclosures: nothing\n');
    const admin = redis.client;
    const used = Number(/^used_memory:(\d+)/m.exec(await admin.info('memory'))?.[1]);
    await admin.config('SET', 'maxmemory', String(Math.round(used * 1.12)));
    await admin.config('SET', 'appendonly', 'no');
    await archiver.kill();
    await expect.poll(() => greatest('cueline_queue_held{')).toBe(1);
    await expect.poll(() => greatest('cueline_redis_memory_ratio'), { timeout: 60_000 }).toBeGreaterThan(0.8);
    await expect.poll(() => greatest('cueline_dead_letters')).toBe(1);
    await expect.poll(() => greatest('cueline_matcher_rule_reload_refused')).toBe(1);
    await expect.poll(() => greatest('cueline_ingest_deaf')).toBe(1);
    // … and at last nobody hears anything
    simulator.faults.set({
      cueForbidden: { chance: 1 },
      tokenRefused: { chance: 1 },
      handshakeUnauthorized: { chance: 1 },
    });
    simulator.revokeTokens();
    simulator.sockets.reset('all');
    await expect.poll(() => greatest('cueline_ingest_socket_open')).toBe(0);
    await expect.poll(() => greatest('cueline_token_requests_total{'), { timeout: 60_000 }).toBeGreaterThan(0);
    let sick = await scrape(processes);
    let later = sick;
    const isStill = async () => {
      sick = later;
      later = await scrape(processes);
      return isDeepStrictEqual(moments(sick), moments(later));
    };
    await expect.poll(isStill, { interval: 1_000 }).toBe(true); // the last that was heard has been judged

    const series = seriesOf(well, sick, later);
    const cases: AlertCase[] = [
      { name: 'while all is well', series, at: '19m', firing: [] },
      {
        name: 'when it is broken',
        series,
        at: '32m',
        firing: [
          fires('CuelineNobodyListens', 'critical'),
          fires('CuelineHearsNonsense', 'critical', { check: 'speech' }),
          fires('CuelineTokenFailing', 'critical', { process: 'ingest' }),
          fires('CuelineWatermarkOld', 'critical'),
          fires('CuelineRulesRefused', 'warning'),
          fires('CuelineDeadLetters', 'warning'),
          fires('CuelineCuesFailing', 'critical'),
          fires('CuelineQueueHeld', 'critical', { reason: 'forbidden' }),
          fires('CuelineTargetDown', 'warning', { instance: 'archive-4' }),
          fires('CuelineRedisMemory', 'critical'),
          fires('CuelineRedisNotDurable', 'warning', { what: 'no_append_only_file' }),
        ],
      },
    ];
    expect(testAlerts(cases, `${STEP_S}s`)).toMatchObject({ code: 0, text: expect.stringContaining('SUCCESS') });
  },
);

test('lesser faults of a pipeline that goes on fire their alerts too', { timeout: 300_000 }, async () => {
  const { redis, simulator, ingests, archiver, processes, greatest, well } = await startWell({ INGEST_BUFFER_MB: '1' });
  const keys = createKeys('cueline');

  // a sink refuses an outcome, and then the archiver is stopped while an outcome is as old as its retention
  await redis.client.xadd(keys.outcomes(0), '*', 'outcome', 'none of ours');
  await expect.poll(() => greatest('cueline_archive_rows_total{')).toBeGreaterThan(0);
  await expect.poll(() => redis.client.xlen(keys.archiveDead(0))).toBe(1);
  const { values } = await scrape(processes);
  const died = [...values].filter(([series]) => series.startsWith('cueline_archive_rows_total'));
  await archiver.kill();
  const weekOld = Date.now() - 7 * 86_400_000;
  const empty = await findEmptyOutcomes(redis.client, keys, redis.partitions);
  await redis.client.xadd(keys.outcomes(empty), `${weekOld}-1`, 'outcome', 'waits');
  await expect.poll(() => greatest('cueline_archive_lag_seconds')).toBeGreaterThan(86_400);

  // nobody listens for a while, and then only one
  simulator.faults.set({ handshakeUnavailable: { chance: 1, status: 503 } });
  simulator.sockets.reset('all');
  await expect.poll(() => greatest('cueline_ingest_socket_open')).toBe(0);
  await first(ingests).kill();
  simulator.faults.clear();
  await simulator.sockets.subscribed(1);
  await expect.poll(() => greatest('cueline_unheard_gaps_total{'), { timeout: 60_000 }).toBeGreaterThan(0);

  // Redis hangs for longer than the buffer lasts
  redis.server.signal('SIGSTOP');
  for (let i = 0; i < 3000; i += 1)
    simulator.pushFrame(speechFrame({ interactionId: 'long', segmentId: `${i}`, text: 'word '.repeat(100) }));
  await expect.poll(() => greatest('cueline_ingest_dropped_total'), { timeout: 60_000 }).toBeGreaterThan(0);
  redis.server.signal('SIGCONT');

  // CXone wants fewer cues
  simulator.faults.set({ cueRateLimited: { chance: 1, retryAfter: 'seconds', retryAfterS: 60 } });
  await simulator.play(otherCalls(), { endFrames: false });
  await expect.poll(() => greatest('cueline_queue_held{'), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => greatest('cueline_backlog_entries'), { timeout: 60_000 }).toBe(0);

  const sick = await scrape(processes);
  await expect.poll(async () => isDeepStrictEqual(moments(await scrape(processes)), moments(sick))).toBe(false);
  const later = await scrape(processes);
  const series = seriesOf(well, sick, { ...later, values: new Map([...died, ...later.values]) });
  const firing = [
    fires('CuelineOneIngest', 'warning'),
    fires('CuelineTargetDown', 'warning', { instance: 'ingest-0' }),
    fires('CuelineTargetDown', 'warning', { instance: 'archive-4' }),
    fires('CuelineUnheardGap', 'warning'),
    fires('CuelineSpeechDropped', 'critical'),
    fires('CuelineRateLimited', 'warning', { reason: 'rate_limited' }),
    fires('CuelineArchiveBehind', 'warning'),
    fires('CuelineArchiveBehind', 'critical'),
    fires('CuelineArchiveDeadLetters', 'warning'),
  ];
  expect(testAlerts([{ name: 'lesser faults', series, at: '33m', firing }], `${STEP_S}s`)).toMatchObject({
    code: 0,
    text: expect.stringContaining('SUCCESS'),
  });
});

/** The watermarks of a scrape. */
const moments = ({ values }: Scrape) => [...values].filter(([series]) => series.includes('_watermark_seconds'));

/** A partition without outcomes, where one may be given an old id. */
async function findEmptyOutcomes(client: RedisClient, keys: Keys, partitions: number): Promise<number> {
  const numbers = Array.from({ length: partitions }, (_, partition) => partition);
  const lengths = await Promise.all(numbers.map((partition) => client.xlen(keys.outcomes(partition))));
  return lengths.lastIndexOf(0);
}
