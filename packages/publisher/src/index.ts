export { createHold, HoldReason, type Hold, type HoldContext, type QueueHold } from './hold.js';
export { runPublisher } from './run-publisher.js';
export { PublisherSettings } from './settings.js';
