export { IngestSettings } from './settings.js';
