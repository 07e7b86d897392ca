export { createDeadLetters, type DeadLetter } from './stream/dead-letters.js';
export { parseKnown } from './interaction/interactions.js';
export { parseLooks } from './interaction/looks-field.js';
export { parseNearMisses } from './interaction/near-misses-field.js';
export { PackedField, TextField } from './interaction/packed-field.js';
export { MatcherSettings } from './settings.js';
