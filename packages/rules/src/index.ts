export { advance, type AdvanceOptions, type Known } from './interaction/advance.js';
export { closest, MAX_YAML_BYTES as MAX_RULE_FILE_BYTES } from '@cueline/shared/documents';
export { compilePack, type CompiledPack } from './matching/compile-pack.js';
export { EMPTY_DESKTOP, type Desktop, type RefusedCue } from './deciding/desktop.js';
export { createEngine, type EngineOptions } from './matching/create-engine.js';
export type { Engine, NearMiss } from './matching/engine.js';
export { maskSpeech } from './interaction/evidence.js';
export { createExplainer, isSaid, type ExplainedPhrase, type RuleExplanation } from './explaining/explain-speech.js';
export { failingExamples, type FailingExample } from './explaining/failing-examples.js';
export { addItems } from './rule-file/add-items.js';
export { DURATION } from './rule-file/duration.js';
export { findRules, type PlacedRule } from './rule-file/find-rules.js';
export { draftPhrases } from './explaining/draft-phrases.js';
export { familiesIn, type Family, type Lexicon } from './explaining/families.js';
export { proposePhrases, type Wanted } from './explaining/propose-phrases.js';
export { findExamples, type PlacedExample } from './rule-file/find-examples.js';
export { closestNearMisses, findNearMisses, type HeardNearMiss } from './interaction/find-near-misses.js';
export { findRuleWarnings } from './explaining/find-rule-warnings.js';
export {
  emptyState,
  EMPTY_TAIL,
  InteractionState,
  type HeardSegment,
  type Match,
  type Tail,
  type TailSegment,
} from './interaction/interaction.js';
export { nearMissInMs, type StateInMs, stateInMs, tailSegmentInMs } from './interaction/known-in-ms.js';
export { Speaker } from './pack/speaker.js';
export { desktopFromMs, desktopInMs, judgementInMs } from './deciding/decided-in-ms.js';
export { findNotices, findRefusedCues, type FoundNotice, type NoticeContext } from './deciding/find-notices.js';
export { judge } from './deciding/judge.js';
export { lastAttributes } from './interaction/attributes.js';
export type { Ending } from './deciding/judged.js';
export {
  formatHeard,
  formatPiece,
  formatState,
  formatTail,
  isSameState,
  parseHeard,
  parsePiece,
  parseState,
  parseTail,
} from './interaction/known-text.js';
export { hasHold } from './pack/has-hold.js';
export { listenedFor, type Listened } from './pack/listened-for.js';
export { findOwedNearMisses } from './deciding/owed-near-misses.js';
export { planLooks, type PlannedLook } from './deciding/plan-looks.js';
export { mask, maskStart } from './masking/mask.js';
export { Disclosure, Pack, Phrase, Prohibited, Sayable } from './pack/pack.js';
export { parseRuleFile, type RuleFileContext } from './checks/parse-rule-file.js';
export { plainWords } from './explaining/plain-words.js';
export { PhraseError } from './phrases/phrase-error.js';
export { possibleStartUs } from './interaction/possible-start.js';
export { afterPost, afterResolve, nextReminderAtUs, reconcile } from './deciding/reconcile.js';
export { afterRefusal, nextRetryAtUs } from './deciding/refusals.js';
export { replay, type Recording, type Replayed, type ReplayOptions } from './deciding/replay.js';
export { formatRuleError, type RuleError } from './rule-file/rule-error.js';
export { findUnclear, Unclear, withUnclear } from './deciding/unclear.js';
export { sayablesOf, type EngineSource } from './pack/sayables.js';
export { scaleDurations } from './pack/scale-durations.js';
export {
  CameClose,
  type CueContent,
  type CueKind,
  type Judgement,
  owedFor,
  type Verdict,
  WrongValue,
} from './deciding/verdict.js';
