import { pipelineService } from './pipeline-service.js';
import type { Service } from './supervise.js';

export interface PipelineServicesOptions {
  readonly matchers: number;
  /**
   * The port of ingest; the matcher and the publisher have the next two, as they have by default, further matchers those after
   * it, and the archiver the last. Default: any free ports.
   */
  readonly httpPort?: number | undefined;
  /** Whether there is somewhere to archive outcomes. */
  readonly archives: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** The processes of the pipeline, in the order in which their groups are started. */
export function pipelineServices({ matchers, httpPort, archives, env }: PipelineServicesOptions): Service[][] {
  const portAt = (place: number) => (httpPort === undefined ? undefined : httpPort + place);
  const numbers = Array.from({ length: matchers }, (_, index) => index + 1);
  return [
    [pipelineService('publisher', 'publisher', { env, httpPort: portAt(2) })],
    [
      ...numbers.map((n) =>
        pipelineService('matcher', matchers === 1 ? 'matcher' : `matcher ${n}`, {
          env,
          httpPort: portAt(n === 1 ? 1 : n + 1),
        }),
      ),
      ...(archives ? [pipelineService('archive', 'archive', { env, httpPort: portAt(2 + matchers) })] : []),
    ],
    [pipelineService('ingest', 'ingest', { env, httpPort: portAt(0) })],
  ];
}
