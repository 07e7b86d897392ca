export { runIngest } from './ingest.js';
export { IngestSettings } from './settings.js';
