import type { Metrics } from '@cueline/shared';
import { Counter, Gauge, Histogram } from 'prom-client';

/** What ingest counts. */
export function createIngestMetrics(metrics: Metrics) {
  const registers = [metrics];
  const counter = (name: string, help: string) => new Counter({ name: `cueline_ingest_${name}`, help, registers });
  return {
    frames: new Counter({
      name: 'cueline_ingest_frames_total',
      help: 'Frames heard, by what they are',
      labelNames: ['kind'] as const,
      registers,
    }),
    badFrames: new Counter({
      name: 'cueline_ingest_bad_frames_total',
      help: 'Frames that could not be read, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    unknownSpeakers: counter('unknown_speakers_total', 'Segments of a speaker that is in no map'),
    written: counter('written_total', 'Entries written to the streams'),
    duplicates: counter('duplicates_total', 'Entries that were in the streams already'),
    dropped: counter('dropped_total', 'Entries given up because the buffer was full'),
    rewritten: counter('rewritten_total', 'Entries written again after Redis had lost answered writes'),
    namesForgotten: counter(
      'names_forgotten_total',
      'Frames without an id forgotten early, because there were too many',
    ),
    opened: counter('sockets_opened_total', 'Times that the transcription socket was opened'),
    bufferedBytes: new Gauge({
      name: 'cueline_ingest_buffered_bytes',
      help: 'Memory of entries that wait to be written, in bytes',
      registers,
    }),
    writeSeconds: new Histogram({
      name: 'cueline_ingest_write_seconds',
      help: 'From hearing an entry to having it in its stream, in seconds',
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5, 30],
      registers,
    }),
  };
}
export type IngestMetrics = ReturnType<typeof createIngestMetrics>;
