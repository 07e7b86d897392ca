export { PublisherSettings } from './settings.js';
