import { join } from 'node:path';
import type { Environment } from '@cueline/shared';
import { changeLine } from './change-line.js';
import { ExitCode } from './exit-code.js';
import { createPipeline } from './pipeline.js';
import { pipelineService } from './pipeline-service.js';
import { preparePrivateRedis } from './private-redis.js';
import { simulatorService } from './simulator-service.js';
import { RefusedError } from './supervise.js';

export interface UpOptions {
  readonly matchers: number;
  /** Whether CXone's stand-in takes CXone's place. */
  readonly simulate: boolean;
}
