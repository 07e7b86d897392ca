import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  type AlertCase,
  type AlertSeries,
  alertNames,
  alertRules,
  ALERTS_FILE,
  testAlerts,
} from './harness/alert-rules.js';
import { promtool } from './harness/promtool.js';

const runbook = readFileSync('docs/operations.md', 'utf8');

test('promtool accepts the rules', () => {
  expect(promtool(['check', 'rules', ALERTS_FILE])).toMatchObject({ code: 0 });
});

test.each(alertRules)(
  '$alert ($labels.severity) leads to its place in docs/operations.md',
  ({ alert, annotations }) => {
    expect(annotations.runbook_url).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    const [, section = ''] = runbook.split(`\n### ${alert}\n`);
    const [own = ''] = section.split('\n### ');
    expect(own).toMatch(/\n- \*\*Look at\*\* .*\n(.*\n)*?- \*\*Do\*\*/);
  },
);

test('docs/operations.md describes no alert that is not there', () => {
  const described = [...runbook.matchAll(/^### (Cueline\w+)$/gm)].map(([, name]) => name);
  expect(described).toEqual(alertNames);
});

const METRIC = /^(\w+)(?:\{(.*)\})?$/;
/** Series of a job `cueline`, each with these values. */
const series = (given: AlertSeries): AlertSeries =>
  Object.fromEntries(
    Object.entries(given).map(([one, values]) => {
      const [, name = '', labels] = METRIC.exec(one) ?? [];
      return [`${name}{job="cueline"${labels === undefined ? '' : `,${labels}`}}`, values];
    }),
  );

/** Two hours of a pipeline with two ingests in which all is well, in steps of 15 s. */
const healthy: AlertSeries = {
  'up{instance="a:9101"}': '1x480',
  'up{instance="b:9101"}': '1x480',
  'cueline_build_info{instance="a:9101",process="ingest"}': '1x480',
  'cueline_ingest_socket_open{instance="a:9101",process="ingest"}': '1x480',
  'cueline_ingest_socket_open{instance="b:9101",process="ingest"}': '1x480',
  'cueline_ingest_deaf{instance="a:9101",check="frames"}': '0x480',
  'cueline_token_requests_total{process="ingest",result="given"}': '1+1x480',
  'cueline_token_requests_total{process="ingest",result="refused"}': '0x480',
  'cueline_token_requests_total{process="ingest",result="failed"}': '0x480',
  'cueline_ingest_dropped_total{instance="a:9101"}': '0x480',
  'cueline_ingest_redis_clock_moves_total{direction="back"}': '0x480',
  'cueline_unheard_gaps_total{partition="0"}': '0x480',
  'cueline_matcher_watermark_seconds{partition="0"}': '0+15x480',
  'cueline_matcher_watermark_seconds{partition="1"}': '0+15x480',
  'cueline_backlog_entries{partition="0"}': '5x480',
  'cueline_backlog_entries{partition="1"}': '5x480',
  cueline_matcher_processed_entries_total: '0+150x480',
  cueline_matcher_rule_reload_refused: '0x480',
  'cueline_dead_letters{partition="0"}': '0x480',
  'cueline_publisher_answers_total{status="201"}': '0+10x480',
  'cueline_publisher_answers_total{status="503"}': '0x480',
  'cueline_cues_total{outcome="refused"}': '0x480',
  cueline_queue_oldest_job_seconds: '0.2x480',
  ...Object.fromEntries(
    ['paused', 'rate_limited', 'forbidden', 'circuit_open', 'misconfigured', 'paused_in_bullmq'].map((reason) => [
      `cueline_queue_held{reason="${reason}"}`,
      '0x480',
    ]),
  ),
  'cueline_archive_lag_seconds{partition="0"}': '1x480',
  cueline_outcome_retention_seconds: '604800x480',
  'cueline_archive_rows_total{sink="database",result="dead"}': '0x480',
  cueline_redis_memory_ratio: '0.4x480',
  'cueline_redis_not_durable{what="evicts"}': '0x480',
  'cueline_redis_not_durable{what="no_append_only_file"}': '0x480',
};

/** What differs from a healthy pipeline, and all that fires because of it. */
interface Sickness {
  readonly what: string;
  readonly sick: AlertSeries;
  readonly at?: string;
  readonly firing: readonly [
    alert: string,
    severity: 'critical' | 'warning',
    labels?: Readonly<Record<string, string>>,
  ][];
}

const gone = 'stale'; // promtool: the series has ended
const sicknesses: Sickness[] = [
  {
    what: 'both sockets are closed',
    sick: {
      'cueline_ingest_socket_open{instance="a:9101",process="ingest"}': '1x40 0x440',
      'cueline_ingest_socket_open{instance="b:9101",process="ingest"}': '1x40 0x440',
    },
    firing: [['CuelineNobodyListens', 'critical']],
  },
  {
    what: 'there is no ingest, while others run',
    sick: {
      'cueline_ingest_socket_open{instance="a:9101",process="ingest"}': `1x40 ${gone}`,
      'cueline_ingest_socket_open{instance="b:9101",process="ingest"}': `1x40 ${gone}`,
    },
    firing: [['CuelineNobodyListens', 'critical']],
  },
  {
    what: 'one of two sockets is closed',
    sick: { 'cueline_ingest_socket_open{instance="b:9101",process="ingest"}': '1x20 0x460' },
    firing: [['CuelineOneIngest', 'warning']],
  },
  {
    what: 'frames cannot be read',
    sick: { 'cueline_ingest_deaf{instance="a:9101",check="frames"}': '0x40 1x440' },
    firing: [['CuelineHearsNonsense', 'critical', { check: 'frames' }]],
  },
  {
    what: 'tokens are refused',
    sick: {
      'cueline_token_requests_total{process="ingest",result="given"}': '1x480',
      'cueline_token_requests_total{process="ingest",result="refused"}': '0+1x480',
    },
    firing: [['CuelineTokenFailing', 'critical', { process: 'ingest' }]],
  },
  {
    what: 'the buffer was full',
    sick: { 'cueline_ingest_dropped_total{instance="a:9101"}': '0x70 256x410' },
    firing: [['CuelineSpeechDropped', 'critical']],
  },
  {
    what: 'nobody listened for a while',
    sick: { 'cueline_unheard_gaps_total{partition="0"}': '0x70 1x410' },
    firing: [['CuelineUnheardGap', 'warning']],
  },
  {
    what: 'the clock of Redis was set back',
    sick: { 'cueline_ingest_redis_clock_moves_total{direction="back"}': '0x70 1x410' },
    firing: [['CuelineClockSet', 'warning']],
  },
  {
    what: 'the watermark of one partition stands still',
    sick: { 'cueline_matcher_watermark_seconds{partition="1"}': '0+15x60 900x420' },
    firing: [['CuelineWatermarkOld', 'critical']],
  },
  {
    what: 'a backlog grows',
    sick: { 'cueline_backlog_entries{partition="1"}': '0+100x480' },
    firing: [['CuelineBacklog', 'warning']],
  },
  {
    what: 'matchers process nothing',
    sick: {
      'cueline_backlog_entries{partition="1"}': '0+1x480',
      cueline_matcher_processed_entries_total: '100x480',
    },
    firing: [['CuelineBacklog', 'warning']],
  },
  { what: 'a large backlog shrinks', sick: { 'cueline_backlog_entries{partition="1"}': '90000-100x480' }, firing: [] },
  {
    what: 'changed rules are refused',
    sick: { cueline_matcher_rule_reload_refused: '0x60 1x420' },
    firing: [['CuelineRulesRefused', 'warning']],
  },
  {
    what: 'a segment became a dead letter',
    sick: { 'cueline_dead_letters{partition="0"}': '0x40 1x440' },
    firing: [['CuelineDeadLetters', 'warning']],
  },
  {
    what: 'one in ten requests fails',
    sick: { 'cueline_publisher_answers_total{status="503"}': '0+1x480' },
    firing: [['CuelineCuesFailing', 'critical']],
  },
  {
    what: 'cues are refused',
    sick: { 'cueline_cues_total{outcome="refused"}': '0+1x480' },
    firing: [['CuelineCuesFailing', 'critical']],
  },
  {
    what: 'calls that have ended in CXone answer 404',
    sick: { 'cueline_publisher_answers_total{status="404"}': '0+1x480' },
    firing: [],
  },
  {
    what: 'jobs wait, and nobody takes them',
    sick: { cueline_queue_oldest_job_seconds: '0x20 0+15x460' },
    firing: [['CuelineCuesStuck', 'critical']],
  },
  {
    what: 'jobs wait because the queue is paused',
    sick: {
      cueline_queue_oldest_job_seconds: '0x20 0+15x460',
      'cueline_queue_held{reason="paused"}': '0x20 1x460',
    },
    firing: [],
  },
  {
    what: 'the queue has been paused for more than an hour',
    sick: { 'cueline_queue_held{reason="paused"}': '0x20 1x460' },
    at: '80m',
    firing: [['CuelineQueueHeld', 'warning', { reason: 'paused' }]],
  },
  {
    what: 'CXone answers 403',
    sick: { 'cueline_queue_held{reason="forbidden"}': '0x40 1x440' },
    firing: [['CuelineQueueHeld', 'critical', { reason: 'forbidden' }]],
  },
  {
    what: 'CXone answers 429',
    sick: { 'cueline_queue_held{reason="rate_limited"}': '0x20 1x460' },
    firing: [['CuelineRateLimited', 'warning', { reason: 'rate_limited' }]],
  },
  {
    what: 'outcomes have waited for two hours',
    sick: { 'cueline_archive_lag_seconds{partition="0"}': '7200x480' },
    firing: [['CuelineArchiveBehind', 'warning']],
  },
  {
    what: 'outcomes have waited for half of their retention',
    sick: { 'cueline_archive_lag_seconds{partition="0"}': '310000x480' },
    firing: [
      ['CuelineArchiveBehind', 'warning'],
      ['CuelineArchiveBehind', 'critical'],
    ],
  },
  {
    what: 'there is no archive',
    sick: { 'cueline_archive_lag_seconds{partition="0"}': gone },
    firing: [],
  },
  {
    what: 'a sink refuses an outcome',
    sick: { 'cueline_archive_rows_total{sink="database",result="dead"}': '0x70 1x410' },
    firing: [['CuelineArchiveDeadLetters', 'warning']],
  },
  {
    what: 'a process does not answer',
    sick: { 'up{instance="b:9101"}': '1x40 0x440' },
    firing: [['CuelineTargetDown', 'warning', { instance: 'b:9101' }]],
  },
  {
    what: 'Redis is nearly full',
    sick: { cueline_redis_memory_ratio: '0.9x480' },
    firing: [['CuelineRedisMemory', 'critical']],
  },
  {
    what: 'Redis keeps no append-only file',
    sick: { 'cueline_redis_not_durable{what="no_append_only_file"}': '1x480' },
    firing: [['CuelineRedisNotDurable', 'warning', { what: 'no_append_only_file' }]],
  },
  {
    what: 'a scrape fails while the queue is held and the socket is closed',
    sick: {
      'cueline_queue_held{reason="forbidden"}': '1x70 stale _x1 1x400',
      'cueline_ingest_socket_open{instance="a:9101",process="ingest"}': '0x78 stale 0x400',
      'cueline_ingest_socket_open{instance="b:9101",process="ingest"}': '0x78 stale 0x400',
    },
    firing: [
      ['CuelineQueueHeld', 'critical', { reason: 'forbidden' }],
      ['CuelineNobodyListens', 'critical'],
    ],
  },
];

const caseOf = ({ what, sick, at = '20m', firing }: Sickness): AlertCase => ({
  name: what,
  series: series({ ...healthy, ...sick }),
  at,
  firing: firing.map(([alert, severity, labels]) => ({ alert, labels: { job: 'cueline', severity, ...labels } })),
});

test('nothing fires while all is well', () => {
  expect(testAlerts([{ name: 'healthy', series: series(healthy), at: '110m', firing: [] }])).toMatchObject({ code: 0 });
});

test('each alert fires in some sickness', () => {
  const fired = new Set(sicknesses.flatMap(({ firing }) => firing.map(([alert, severity]) => `${alert} ${severity}`)));
  expect(fired).toEqual(new Set(alertRules.map(({ alert, labels }) => `${alert} ${labels.severity}`)));
});

test.each(sicknesses)('$what: exactly what is to fire does', (sickness) => {
  expect(testAlerts([caseOf(sickness)])).toMatchObject({ code: 0, text: expect.stringContaining('SUCCESS') });
});

test('when nothing of Cueline answers, nobody listens', () => {
  const firing = [{ alert: 'CuelineNobodyListens', labels: { severity: 'critical' } }];
  expect(testAlerts([{ name: 'gone', series: { other: '1x480' }, at: '20m', firing }])).toMatchObject({ code: 0 });
});
