export { createDeadLetters, type DeadLetter } from './dead-letters.js';
export { parseKnown } from './interactions.js';
export { parseLooks } from './looks-field.js';
export { parseNearMisses } from './near-misses-field.js';
export { PackedField, TextField } from './packed-field.js';
export { MatcherSettings } from './settings.js';
