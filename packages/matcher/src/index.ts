export { createAcknowledge, type Acknowledged, type Acknowledgement } from './interaction/acknowledge.js';
export { createDeadLetters, type DeadLetter } from './stream/dead-letters.js';
export { lookJobId } from './deadlines/relay.js';
export { parseKnown } from './interaction/known-fields.js';
export { parseNearMisses } from './interaction/near-misses-field.js';
export { MatcherSettings } from './settings.js';
