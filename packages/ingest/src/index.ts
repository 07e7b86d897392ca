export { runIngest } from './run-ingest.js';
export { IngestSettings } from './settings.js';
