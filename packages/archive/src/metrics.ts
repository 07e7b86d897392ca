import { Counter, type Registry } from 'prom-client';

/** The archiver's metrics. */
export function createArchiveMetrics(registry: Registry) {
  return {
    rows: new Counter({
      name: 'cueline_archive_rows_total',
      help: 'Outcomes by what became of them: written, repeated (kept before), dead',
      labelNames: ['sink', 'result'] as const,
      registers: [registry],
    }),
    deadDropped: new Counter({
      name: 'cueline_archive_dead_letters_dropped_total',
      help: 'Dead letters of the archive dropped because there were too many',
      registers: [registry],
    }),
    expired: new Counter({
      name: 'cueline_archive_expired_total',
      help: 'Calls and files removed after ARCHIVE_RETENTION, calls whose words were removed after EVIDENCE_RETENTION, and whose speech was after SPEECH_RETENTION',
      labelNames: ['what'] as const,
      registers: [registry],
    }),
  };
}
export type ArchiveMetrics = ReturnType<typeof createArchiveMetrics>;
