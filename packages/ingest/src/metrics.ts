import { type Metrics, startAtZero } from '@cueline/shared';
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
  const frames = new Counter({
    name: 'cueline_ingest_frames_total',
    help: 'Frames heard, by kind',
    labelNames: ['kind'] as const,
    registers,
  });
  startAtZero(frames, ['segment', 'end', 'interim', 'control', 'bad']);
  const badFrames = new Counter({
    name: 'cueline_ingest_bad_frames_total',
    help: 'Frames that could not be parsed, by reason',
    labelNames: ['reason'] as const,
    registers,
  });
  startAtZero(badFrames, COMMON_REASONS);
  return {
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
    bufferedBytes: new Gauge({
      name: 'cueline_ingest_buffered_bytes',
      help: 'Memory of entries waiting to be written, in bytes',
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
export type IngestMetrics = ReturnType<typeof createIngestMetrics>;
