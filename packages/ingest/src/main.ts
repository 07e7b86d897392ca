import { runProcess } from '@cueline/shared';
import { runIngest } from './run-ingest.js';
import { IngestSettings } from './settings.js';

await runProcess(process, { name: 'ingest', settings: IngestSettings, run: runIngest });
