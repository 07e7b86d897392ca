import { runProcess } from '@cueline/shared';
import { runIngest } from './ingest.js';
import { IngestSettings } from './settings.js';

await runProcess(process, { name: 'ingest', settings: IngestSettings, run: runIngest });
