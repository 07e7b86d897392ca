export { advance, type AdvanceOptions, type Known } from './advance.js';
export { compilePack, type CompiledPack } from './compile-pack.js';
export { createEngine, type EngineOptions } from './create-engine.js';
export type { Engine, EngineSource, NearMiss, PhraseMatch, WordPosition } from './engine.js';
export {
  createExplainer,
  isSaid,
  type ExplainedPhrase,
  type ExplainSpeech,
  type RuleExplanation,
} from './explain-speech.js';
export { failingExamples, type FailingExample } from './failing-examples.js';
export {
  Desktop,
  EMPTY_TAIL,
  InteractionState,
  Match,
  Place,
  PostedCue,
  Speaker,
  Tail,
  TailSegment,
  type HeardSegment,
} from './interaction.js';
export { findExamples, type PlacedExample } from './find-examples.js';
export { closestNearMisses, findNearMisses, HeardNearMiss } from './find-near-misses.js';
export { findRuleWarnings } from './find-rule-warnings.js';
export { judge, type Ending } from './judge.js';
export { formatState, formatTail, parseState, parseTail } from './known-text.js';
export { listenedFor, type Listened } from './listened-for.js';
export { planLooks, type Look, type LookPlan } from './looks.js';
export { maskSpeech } from './evidence.js';
export { mask } from './mask.js';
export { Disclosure, Pack, Phrase, Priority, Prohibited, Sayable, type AttributeFilter } from './pack.js';
export { MAX_RULE_FILE_BYTES } from './rule-document.js';
export { parseRuleFile, type ParsedRuleFile, type RuleFileContext } from './parse-rule-file.js';
export {
  afterPost,
  afterResolve,
  EMPTY_DESKTOP,
  nextReminderAtMs,
  reconcile,
  type ReconcileContext,
} from './reconcile.js';
export { PhraseError } from './phrase-error.js';
export { replay, type Recording, type Replayed, type ReplayOptions } from './replay.js';
export { sayablesOf } from './sayables.js';
export { formatRuleError, type RuleError } from './rule-error.js';
export { scaleDurations } from './scale-durations.js';
export type { CueAction, CueContent, Judgement, Verdict } from './verdict.js';
