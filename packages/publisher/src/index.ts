export { createHold, type Hold } from './hold.js';
export { PublisherSettings } from './settings.js';
export { holdSentence, PAUSED_IN_BULLMQ } from './hold-sentence.js';
