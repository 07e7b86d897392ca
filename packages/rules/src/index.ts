export { advance, type AdvanceOptions, type Known } from './advance.js';
export { closest } from './closest.js';
export { compilePack, type CompiledPack } from './compile-pack.js';
export { createEngine, type EngineOptions } from './create-engine.js';
export type { Engine, EngineSource, NearMiss } from './engine.js';
export { maskSpeech } from './evidence.js';
export { createExplainer, isSaid, type ExplainedPhrase, type RuleExplanation } from './explain-speech.js';
export { failingExamples, type FailingExample } from './failing-examples.js';
export { findExamples, type PlacedExample } from './find-examples.js';
export { closestNearMisses, findNearMisses, HeardNearMiss } from './find-near-misses.js';
export { findRuleWarnings } from './find-rule-warnings.js';
export {
  Desktop,
  emptyState,
  EMPTY_TAIL,
  InteractionState,
  Speaker,
  type HeardSegment,
  type Match,
  type Tail,
} from './interaction.js';
export { judge, type Ending } from './judge.js';
export { formatState, formatTail, parseState, parseTail } from './known-text.js';
export { listenedFor, type Listened } from './listened-for.js';
export { planLooks, type Look } from './looks.js';
export { mask, maskStart } from './mask.js';
export { Disclosure, Pack, Phrase, Prohibited, Sayable } from './pack.js';
export { parseRuleFile, type RuleFileContext } from './parse-rule-file.js';
export { PhraseError } from './phrase-error.js';
export { afterPost, afterResolve, EMPTY_DESKTOP, nextReminderAtMs, reconcile } from './reconcile.js';
export { replay, type Recording, type Replayed, type ReplayOptions } from './replay.js';
export { MAX_RULE_FILE_BYTES } from './rule-document.js';
export { formatRuleError, type RuleError } from './rule-error.js';
export { sayablesOf } from './sayables.js';
export { scaleDurations } from './scale-durations.js';
export type { CueContent, Judgement, Verdict } from './verdict.js';
