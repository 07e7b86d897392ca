export { createHold } from './hold.js';
export { PublisherSettings } from './settings.js';
