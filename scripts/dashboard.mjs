// Writes deploy/grafana/cueline.json, the dashboard for Grafana: change it here, then run `npm run dashboard`.
// One job of Prometheus is one pipeline. What all matchers measure alike is taken with max, not with sum.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const COLUMNS = 24;
const STAT = { w: 3, h: 4 };
const CHART = { w: 8, h: 8 };

/** @param steps thresholds: a colour from a value on */
const stat = (title, description, expr, { unit = 'short', legend = '', steps = [] } = {}) => ({
  type: 'stat',
  title,
  description,
  targets: [[expr, legend]],
  unit,
  steps: [['green', null], ...steps],
});
/** @param targets pairs of expression and legend */
const chart = (title, description, unit, ...targets) => ({ type: 'timeseries', title, description, unit, targets });

const quantile = (q, metric, by) =>
  `histogram_quantile(${q}, sum by (le${by ? `, ${by}` : ''}) (rate(${metric}_bucket{job="$job"}[$__rate_interval])))`;
const rate = (metric, by, labels = '') => `sum by (${by}) (rate(${metric}{job="$job"${labels}}[$__rate_interval]))`;
const partitions = (metric) => `max by (partition) (${metric}{job="$job"})`;
const watermarkAge = `time() - ${partitions('cueline_matcher_watermark_seconds')}`;

const ROWS = {
  'Is it all right': [
    stat(
      'Ingests listening',
      'Two or more, so that losing one loses nothing',
      'sum(cueline_ingest_socket_open{job="$job"})',
      {
        steps: [
          ['red', 0],
          ['orange', 1],
          ['green', 2],
        ],
      },
    ),
    stat(
      'Judged until',
      'How long ago what is judged now was said, in the partition that is furthest behind',
      `max(${watermarkAge})`,
      {
        unit: 's',
        steps: [
          ['orange', 10],
          ['red', 30],
        ],
      },
    ),
    stat(
      'Oldest cue in the queue',
      'How long the job that has waited longest has waited',
      'max(cueline_queue_oldest_job_seconds{job="$job"})',
      {
        unit: 's',
        steps: [
          ['orange', 10],
          ['red', 60],
        ],
      },
    ),
    stat(
      'Queue held',
      'Why no cue is posted; empty while cues are posted',
      'max by (reason) (cueline_queue_held{job="$job"}) == 1',
      {
        legend: '{{reason}}',
        steps: [['red', 1]],
      },
    ),
    stat(
      'Dead letters',
      'Segments and cues that could not be processed',
      `sum(${partitions('cueline_dead_letters')})`,
      {
        steps: [['orange', 1]],
      },
    ),
    stat(
      'Alerts',
      'Alerts of deploy/prometheus/alerts.yml that fire',
      'count(ALERTS{alertstate="firing", alertname=~"Cueline.*", job="$job"}) or vector(0)',
      {
        steps: [['red', 1]],
      },
    ),
    stat(
      'Live calls',
      'Calls in which something may still become due',
      `sum(${partitions('cueline_live_interactions')})`,
    ),
    stat('Processes', 'Processes that answer, by kind', 'count by (process) (cueline_build_info{job="$job"})', {
      legend: '{{process}}',
    }),
  ],
  Hearing: [
    chart(
      'Entries written',
      'Segments and end frames written to Redis, and those that the other ingest had written',
      'cps',
      [rate('cueline_ingest_written_total', 'instance'), '{{instance}}'],
      [rate('cueline_ingest_duplicates_total', 'instance'), '{{instance}} heard twice'],
    ),
    chart('Frames by kind', 'What comes over the sockets', 'cps', [
      rate('cueline_ingest_frames_total', 'kind'),
      '{{kind}}',
    ]),
    chart(
      'Sockets',
      'Open sockets, and how often sockets were closed',
      'short',
      ['sum(cueline_ingest_socket_open{job="$job"})', 'open'],
      ['sum(increase(cueline_ingest_sockets_closed_total{job="$job"}[$__rate_interval]))', 'closed'],
    ),
    chart(
      'Silence',
      'How long ago the last frame and the last segment were heard',
      's',
      ['time() - max(cueline_ingest_last_frame_timestamp_seconds{job="$job"} > 0)', 'last frame'],
      ['time() - max(cueline_ingest_last_speech_timestamp_seconds{job="$job"} > 0)', 'last segment'],
    ),
    chart(
      'Heard until written',
      'Time from hearing an entry until Redis has it',
      's',
      [quantile(0.5, 'cueline_ingest_write_seconds'), 'median'],
      [quantile(0.99, 'cueline_ingest_write_seconds'), '99 %'],
    ),
    chart(
      'Not heard',
      'Time in which nobody listened, and entries dropped',
      'short',
      ['max(increase(cueline_unheard_gap_seconds_total{job="$job"}[$__rate_interval]))', 'seconds unheard'],
      ['sum(increase(cueline_ingest_dropped_total{job="$job"}[$__rate_interval]))', 'entries dropped'],
    ),
    chart(
      'Cannot be read',
      'Frames that cannot be read by reason, and speakers whose role is unknown',
      'cps',
      [`${rate('cueline_ingest_bad_frames_total', 'reason')} > 0`, '{{reason}}'],
      ['sum(rate(cueline_ingest_unknown_speakers_total{job="$job"}[$__rate_interval]))', 'unknown speaker'],
      ['max by (check) (cueline_ingest_deaf{job="$job"}) > 0', 'makes no sense: {{check}}'],
    ),
    chart('Held in memory', 'Memory of entries that wait for Redis', 'bytes', [
      'max by (instance) (cueline_ingest_buffered_bytes{job="$job"})',
      '{{instance}}',
    ]),
    chart(
      'Tokens',
      'Requests for tokens by result, and how long the latest is valid',
      'short',
      [
        'sum by (process, result) (increase(cueline_token_requests_total{job="$job"}[$__rate_interval]))',
        '{{process}} {{result}}',
      ],
      [
        'min by (process) (cueline_token_expiry_timestamp_seconds{job="$job"} > 0) - time()',
        '{{process}} valid for (s)',
      ],
    ),
  ],
  Deciding: [
    chart('Behind, by partition', 'How long ago what is judged now was said', 's', [
      watermarkAge,
      'partition {{partition}}',
    ]),
    chart('Backlog', 'Entries not yet processed', 'short', [
      partitions('cueline_backlog_entries'),
      'partition {{partition}}',
    ]),
    chart('Processed', 'Entries processed', 'cps', [
      rate('cueline_matcher_processed_entries_total', 'instance'),
      '{{instance}}',
    ]),
    chart('Live calls', 'Calls in which something may still become due', 'short', [
      `sum(${partitions('cueline_live_interactions')})`,
      'calls',
    ]),
    chart('Verdicts', 'Verdicts in the outcomes of calls that ended', 'cps', [
      rate('cueline_verdicts_total', 'verdict'),
      '{{verdict}}',
    ]),
    chart('Missed most', 'The ten disclosures that are missed most often', 'cps', [
      `topk(10, ${rate('cueline_verdicts_total', 'disclosure', ', verdict="missed"')})`,
      '{{disclosure}}',
    ]),
    chart(
      'Between replicas',
      'Entries claimed from replicas that held them too long, calls matched again, looks handed over again',
      'cps',
      ['sum(rate(cueline_matcher_claimed_entries_total{job="$job"}[$__rate_interval]))', 'claimed'],
      ['sum(rate(cueline_matcher_rematched_interactions_total{job="$job"}[$__rate_interval]))', 'matched again'],
      ['sum(rate(cueline_matcher_looks_handed_over_again_total{job="$job"}[$__rate_interval]))', 'handed over again'],
    ),
    chart(
      'Came too late or is too much',
      'Entries of calls that had ended, and calls that exceeded a limit',
      'cps',
      ['sum(rate(cueline_matcher_refused_entries_total{job="$job"}[$__rate_interval]))', 'after the end'],
      [`${rate('cueline_matcher_cut_interactions_total', 'what')} > 0`, 'too much: {{what}}'],
    ),
    chart(
      'Rules',
      'Reloads of the rule file, and whether the last was refused',
      'short',
      ['sum by (result) (increase(cueline_matcher_rule_reloads_total{job="$job"}[$__rate_interval]))', '{{result}}'],
      ['max(cueline_matcher_rule_reload_refused{job="$job"})', 'older rules in force'],
    ),
  ],
  Cueing: [
    chart(
      'Due until taken',
      'Time from when a cue was due until CXone has taken it',
      's',
      [quantile(0.5, 'cueline_cue_delay_seconds', 'kind'), '{{kind}} median'],
      [quantile(0.99, 'cueline_cue_delay_seconds', 'kind'), '{{kind}} 99 %'],
    ),
    chart('Cues', 'Cues by what became of them', 'cps', [rate('cueline_cues_total', 'outcome'), '{{outcome}}']),
    chart('Answers', 'Answers of the cue API by status', 'cps', [
      `${rate('cueline_publisher_answers_total', 'status')} > 0`,
      '{{status}}',
    ]),
    chart(
      'Time of a request',
      'Time to send a request and get its answer',
      's',
      [quantile(0.5, 'cueline_cue_request_seconds'), 'median'],
      [quantile(0.99, 'cueline_cue_request_seconds'), '99 %'],
    ),
    chart(
      'Queue',
      'Jobs in the queue by state, and calls that wait for a look',
      'short',
      ['max by (state) (cueline_queue_jobs{job="$job"})', '{{state}}'],
      [`sum(${partitions('cueline_outbox_interactions')})`, 'outbox'],
    ),
    chart(
      'Waiting and held',
      'How long the oldest job has waited, and why the queue is held',
      's',
      ['max(cueline_queue_oldest_job_seconds{job="$job"})', 'oldest job'],
      ['max by (reason) (cueline_queue_held{job="$job"}) > 0', 'held: {{reason}}'],
    ),
    chart('Looks', 'Looks at calls by result', 'cps', [rate('cueline_looks_total', 'result'), '{{result}}']),
  ],
  Archive: [
    chart('Behind', 'How long the oldest outcome has waited that is not archived', 's', [
      'max(cueline_archive_lag_seconds{job="$job"})',
      'oldest outcome',
    ]),
    chart('Outcomes', 'Outcomes by what became of them', 'cps', [
      rate('cueline_archive_rows_total', 'sink, result'),
      '{{sink}} {{result}}',
    ]),
    chart('Removed when old', 'Calls and files removed after their retention', 'cps', [
      rate('cueline_archive_expired_total', 'what'),
      '{{what}}',
    ]),
  ],
  Redis: [
    chart('Memory', 'Memory that Redis uses; in a Cluster of the fullest server', 'bytes', [
      'max(cueline_redis_memory_bytes{job="$job"})',
      'used',
    ]),
    chart('Share of maxmemory', 'Beyond 80 % an alert fires; a full Redis refuses what is heard', 'percentunit', [
      'max(cueline_redis_memory_ratio{job="$job"})',
      'used',
    ]),
    chart('Set up as it must not be', '1 if Redis keeps no append-only file, or evicts when it is full', 'short', [
      'max by (what) (cueline_redis_not_durable{job="$job"})',
      '{{what}}',
    ]),
    chart('CPU of processes', 'Cores used', 'short', [
      rate('cueline_process_cpu_seconds_total', 'process, instance'),
      '{{process}} {{instance}}',
    ]),
    chart('Memory of processes', 'Resident memory', 'bytes', [
      'max by (process, instance) (cueline_process_resident_memory_bytes{job="$job"})',
      '{{process}} {{instance}}',
    ]),
    chart('Event loop', 'How late timers are: 99 %', 's', [
      'max by (process, instance) (cueline_nodejs_eventloop_lag_p99_seconds{job="$job"})',
      '{{process}} {{instance}}',
    ]),
  ],
};

const datasource = { type: 'prometheus', uid: '${datasource}' };

function panelOf({ type, title, description, unit, targets, steps }, gridPos) {
  const thresholds = {
    mode: 'absolute',
    steps: (steps ?? [['green', null]]).map(([color, value]) => ({ color, value })),
  };
  return {
    type,
    title,
    description,
    datasource,
    gridPos,
    fieldConfig: { defaults: { unit, min: 0, thresholds }, overrides: [] },
    options:
      type === 'stat'
        ? {
            colorMode: 'value',
            graphMode: 'none',
            textMode: 'auto',
            reduceOptions: { calcs: ['lastNotNull'], values: false },
          }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: targets.map(([expr, legendFormat], i) => ({
      refId: String.fromCodePoint(65 + i),
      datasource,
      expr,
      ...(legendFormat === '' ? {} : { legendFormat }),
    })),
  };
}

/** Lays rows out from the top, panels from the left. */
function layOut() {
  const panels = [];
  let y = 0;
  for (const [title, row] of Object.entries(ROWS)) {
    panels.push({ type: 'row', title, collapsed: false, gridPos: { x: 0, y, w: COLUMNS, h: 1 }, panels: [] });
    y += 1;
    let x = 0;
    for (const panel of row) {
      const { w, h } = panel.type === 'stat' ? STAT : CHART;
      if (x + w > COLUMNS) [x, y] = [0, y + h];
      panels.push(panelOf(panel, { x, y, w, h }));
      x += w;
    }
    y += row[0].type === 'stat' ? STAT.h : CHART.h;
  }
  return panels.map((panel, i) => ({ id: i + 1, ...panel }));
}

const variable = (name, rest) => ({ name, label: name, hide: 0, ...rest });

/** The dashboard, as Grafana imports it. */
export const dashboard = {
  uid: 'cueline',
  title: 'Cueline',
  tags: ['cueline'],
  schemaVersion: 39,
  editable: true,
  refresh: '30s',
  time: { from: 'now-1h', to: 'now' },
  templating: {
    list: [
      variable('datasource', { type: 'datasource', query: 'prometheus' }),
      variable('job', {
        type: 'query',
        datasource,
        query: { query: 'label_values(cueline_build_info, job)', refId: 'job' },
        refresh: 2,
        sort: 1,
      }),
    ],
  },
  annotations: {
    list: [
      {
        name: 'Alerts',
        enable: true,
        iconColor: 'red',
        datasource,
        expr: 'ALERTS{alertstate="firing", alertname=~"Cueline.*", job="$job"}',
        titleFormat: '{{alertname}}',
      },
    ],
  },
  panels: layOut(),
};

const file = new URL('../deploy/grafana/cueline.json', import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, `${JSON.stringify(dashboard, null, 2)}\n`);
