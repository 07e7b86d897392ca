export { createDeadLetters, type DeadLetter } from './stream/dead-letters.js';
export { parseKnown } from './interaction/interactions.js';
export { parseNearMisses } from './interaction/near-misses-field.js';
export { MatcherSettings } from './settings.js';
