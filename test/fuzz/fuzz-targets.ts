import { fuzzFrames } from './fuzz-frames.js';
import { fuzzRuleFiles } from './fuzz-rule-files.js';
import { fuzzSettings } from './fuzz-settings.js';

/** All that reads input from elsewhere, by name. */
export const fuzzTargets = { frames: fuzzFrames, 'rule-files': fuzzRuleFiles, settings: fuzzSettings } as const;
