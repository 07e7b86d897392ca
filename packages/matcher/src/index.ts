export { parseKnown } from './interactions.js';
export { endingOf } from './endings.js';
export { PackedField, TextField } from './packed-field.js';
export { GROUP } from './group.js';
export { loadRules, type LoadedRules } from './rule-file.js';
export { MatcherSettings } from './settings.js';
