import { OPTIONAL_FIELDS, startAtZero, type Metrics } from '@cueline/shared';
import { Counter, Gauge, Histogram } from 'prom-client';

/** Others exist; they appear with their first frame. */
const COMMON_REASONS = [
  'binary',
  'too_large',
  'not_json',
  'not_an_object',
  ...['interactionId', 'speaker', 'text'].flatMap((field) => [`missing_${field}`, `invalid_${field}`]),
];

/** Ingest's metrics. */
export function createIngestMetrics(metrics: Metrics) {
  const registers = [metrics];
  const counter = (name: string, help: string) => new Counter({ name: `cueline_ingest_${name}`, help, registers });
  const unusableFields = new Counter({
    name: 'cueline_ingest_unusable_fields_total',
    help: 'Optional fields of segments that could not be read and count as absent, by field',
    labelNames: ['field'] as const,
    registers,
  });
  startAtZero(unusableFields, OPTIONAL_FIELDS);
  const frames = new Counter({
    name: 'cueline_ingest_frames_total',
    help: 'Frames heard, by kind',
    labelNames: ['kind'] as const,
    registers,
  });
  startAtZero(frames, ['segment', 'wordless', 'end', 'interim', 'control', 'bad']);
  const badFrames = new Counter({
    name: 'cueline_ingest_bad_frames_total',
    help: 'Frames that could not be parsed, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  startAtZero(badFrames, COMMON_REASONS);
  const clockMoves = new Counter({
    name: 'cueline_ingest_redis_clock_moves_total',
    help: 'Times the clock of Redis was set by two seconds or more, by direction: ahead, back',
    labelNames: ['direction'] as const,
    registers,
  });
  startAtZero(clockMoves, ['ahead', 'back']);
  const requests = new Counter({
    name: 'cueline_ingest_requests_total',
    help: 'Requests and messages that posted frames, by what became of them: taken, refused (to be repeated), unauthorized, unreadable',
    labelNames: ['result'] as const,
    registers,
  });
  startAtZero(requests, ['taken', 'refused', 'unauthorized', 'unreadable']);
  return {
    clockMoves,
    requests,
    unusableFields,
    frames,
    badFrames,
    unknownSpeakers: counter('unknown_speakers_total', 'Segments whose speaker is not in the speaker map'),
    written: counter('written_total', 'Entries written to the streams'),
    duplicates: counter('duplicates_total', 'Entries skipped because they had been written before'),
    dropped: counter('dropped_total', 'Entries dropped because the buffer was full'),
    pauses: counter('pauses_total', 'Times the socket was not read for a while, since Redis took less than was heard'),
    rewritten: counter('rewritten_total', 'Entries written again after Redis lost answered writes'),
    namesForgotten: counter(
      'names_forgotten_total',
      'Frames without an id forgotten early, because there were too many',
    ),
    opened: counter('sockets_opened_total', 'Times the transcription socket was opened'),
    closed: counter('sockets_closed_total', 'Times the transcription socket was closed, or could not be opened'),
    isOpen: new Gauge({
      name: 'cueline_ingest_socket_open',
      help: '1 while the transcription socket is open',
      registers,
    }),
    subscriptions: new Gauge({
      name: 'cueline_ingest_subscriptions',
      help: 'Calls whose speech a platform is asked for one by one: held, refused',
      labelNames: ['state'] as const,
      registers,
    }),
    deaf: new Gauge({
      name: 'cueline_ingest_deaf',
      help: '1 while what is heard makes no sense: frames that cannot be read, calls without an agent, no speech',
      labelNames: ['check'] as const,
      registers,
    }),
    lastFrame: createLastFrame(registers),
    lastSpeech: new Gauge({
      name: 'cueline_ingest_last_speech_timestamp_seconds',
      help: 'When the last segment was heard (Unix time), by the clock of this machine; 0 before the first',
      registers,
    }),
    bufferedBytes: new Gauge({
      name: 'cueline_ingest_buffered_bytes',
      help: 'Memory of entries waiting to be written, in bytes',
      registers,
    }),
    textDelay: new Histogram({
      name: 'cueline_ingest_text_delay_seconds',
      help: 'Time from the end of what was said, by the times of its frame, until its frame came, in seconds',
      buckets: [0.5, 1, 2, 3, 5, 10, 20, 30, 45, 60, 120],
      registers,
    }),
    writeSeconds: new Histogram({
      name: 'cueline_ingest_write_seconds',
      help: 'Time from hearing an entry until Redis has confirmed its write, in seconds',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30],
      registers,
    }),
  };
}
/** Each frame notes a number; the metric is made of it when it is read. */
function createLastFrame(registers: Metrics[]) {
  let heardAtMs = 0;
  const gauge = new Gauge({
    name: 'cueline_ingest_last_frame_timestamp_seconds',
    help: 'When the last frame of any kind was heard (Unix time), by the clock of this machine; 0 before the first',
    registers,
    collect() {
      this.set(heardAtMs / 1000);
    },
  });
  return {
    gauge,
    heard: () => (heardAtMs = Date.now()),
  };
}
export type IngestMetrics = ReturnType<typeof createIngestMetrics>;
