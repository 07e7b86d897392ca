import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createKeys } from '@cueline/shared';
import { expect, test } from 'vitest';
import { type AlertCase, type AlertSeries, testAlerts } from './harness/alert-rules.js';
import { makeDirectory } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { metricOf, type Scrape, scrape } from './harness/scrape.js';
import { playScripted, RULES, scriptedCalls } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { QUICK } from './harness/timing.js';

const STEP_S = 15;
const HEALTHY_STEPS = 80;
const SICK_STEPS = 60;

/** Whether it is a moment, which goes on with the clock while all is well. */
const isMoment = (series: string) => /_timestamp_seconds$|_watermark_seconds$/.test(metricOf(series));

/**
 * What Prometheus would have, had it scraped the first for 20 minutes and then the others for 15: counters grow for as long as the fault
 * lasts, and a moment that stands still between the two of them goes on standing still.
 */
function seriesOf(well: Scrape, sick: Scrape, later: Scrape): AlertSeries {
  const rows = [...new Set([...well.values.keys(), ...later.values.keys()])].map((series): [string, string] => {
    const [before, between, after] = [well, sick, later].map(({ values }) => values.get(series));
    const type = well.types.get(metricOf(series)) ?? later.types.get(metricOf(series));
    const part = (value: number | undefined, growth: number, steps: number) =>
      value === undefined ? `_x${steps}` : `${value}${growth < 0 ? '' : '+'}${growth}x${steps}`;
    if (isMoment(series)) {
      const at = (value: number | undefined) => (value === undefined ? undefined : value - well.atS);
      const stands = between === after;
      const resumed = HEALTHY_STEPS * STEP_S + (at(before) ?? 0);
      return [series, `${part(at(before), STEP_S, HEALTHY_STEPS)} ${part(resumed, stands ? 0 : STEP_S, SICK_STEPS)}`];
    }
    if (type === 'counter') {
      const growth = after === undefined ? 0 : (after - (before ?? 0)) / 4;
      const from = after === undefined ? undefined : (before ?? 0);
      return [series, `${part(before, 0, HEALTHY_STEPS)} ${part(from, growth, SICK_STEPS)}`];
    }
    return [series, `${part(before, 0, HEALTHY_STEPS)} ${after === undefined ? 'stale' : part(after, 0, SICK_STEPS)}`];
  });
  return Object.fromEntries(rows.filter(([, values]) => !/NaN|Infinity/.test(values)));
}

const fires = (alert: string, severity: string, labels: Readonly<Record<string, string>> = {}) => ({
  alert,
  labels: { job: 'cueline', severity, ...labels },
});

test('what a pipeline exports fires no alert while all is well, and those that are right once it is broken', async () => {
  const redis = await startRedis();
  const rulesFile = await writeRules(RULES);
  const settings = { ...QUICK, CXONE_PING_INTERVAL_MS: '200', CXONE_PONG_TIMEOUT_MS: '2000' };
  const pipeline = await startPipelineOn(redis, { ingests: 2, rulesFile, settings });
  const archiver = await startProcess('archive', {
    ...redis.environment,
    ARCHIVE_URL: `sqlite:${join(await makeDirectory(), 'archive.sqlite')}`,
  });
  await archiver.ready();
  const { simulator, ingests, matchers, publishers } = pipeline;
  const processes = [...ingests, ...matchers, ...publishers, archiver];
  const gauge = async (name: string) =>
    Math.max(0, ...[...(await scrape(processes)).values].filter(([one]) => one.startsWith(name)).map(([, v]) => v));

  await playScripted(pipeline, 1).played;
  await expect.poll(() => gauge('cueline_redis_memory_bytes')).toBeGreaterThan(0);
  await expect.poll(() => shownCues(simulator).length).toBeGreaterThan(3);
  await expect.poll(() => gauge('cueline_backlog_entries'), { timeout: 30_000 }).toBe(0);
  const well = await scrape(processes);

  // CXone refuses cues …
  simulator.faults.set({ cueForbidden: { chance: 1 } });
  const others = scriptedCalls(1).map(({ call }) => ({ ...call, interactionId: `other-${call.interactionId}` }));
  await simulator.play(others, { endFrames: false });
  simulator.pushFrame({ type: 'error', error: 'the subscription has ended' });
  await redis.client.xadd(createKeys('cueline').segments(0), '*', 'segment', 'not an entry of ours');
  // … somebody saves rules with a mistake, and sets Redis up as it must not be …
  await writeFile(rulesFile, 'version: 1\ndisclosures: nothing\n');
  const admin = redis.client;
  const used = Number(/^used_memory:(\d+)/m.exec(await admin.info('memory'))?.[1]);
  await admin.config('SET', 'maxmemory', String(Math.round(used * 1.12)));
  await admin.config('SET', 'appendonly', 'no');
  await archiver.kill();
  await expect.poll(() => gauge('cueline_queue_held{')).toBe(1);
  await expect.poll(() => gauge('cueline_redis_memory_ratio'), { timeout: 30_000 }).toBeGreaterThan(0.8);
  await expect.poll(() => gauge('cueline_dead_letters')).toBe(1);
  await expect.poll(() => gauge('cueline_matcher_rule_reload_refused')).toBe(1);
  await expect.poll(() => gauge('cueline_ingest_deaf')).toBe(1);
  // … and at last nobody hears anything
  simulator.faults.set({
    cueForbidden: { chance: 1 },
    tokenRefused: { chance: 1 },
    handshakeUnauthorized: { chance: 1 },
  });
  simulator.revokeTokens();
  simulator.sockets.reset('all');
  await expect.poll(() => gauge('cueline_ingest_socket_open')).toBe(0);
  await expect.poll(() => gauge('cueline_token_requests_total{'), { timeout: 30_000 }).toBeGreaterThan(0);
  let sick = await scrape(processes);
  let later = sick;
  const isStill = async () => {
    sick = later;
    later = await scrape(processes);
    const marks = [sick, later].map(({ values }) => [...values].filter(([one]) => one.includes('_watermark_seconds')));
    return isDeepStrictEqual(marks[0], marks[1]);
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
});
