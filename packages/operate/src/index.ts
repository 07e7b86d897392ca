export {
  dropLetters,
  letterId,
  putBackLetters,
  readDeadLetters,
  readDiscardedLetters,
  type FoundLetter,
  type LettersDone,
} from './acts/dead-letters.js';
export { forgetCall, isCallKnown } from './acts/forget-call.js';
export { pauseCues, resumeCues, resumedSentences, type Resumed } from './acts/pause.js';
export { inspect, type Inspection, type LiveInspection } from './calls/inspection.js';
export {
  byUrgency,
  liveCallOf,
  agentIn,
  agentsIn,
  attributesOf,
  madeItems,
  skillIn,
  type StoredCall,
  type CallItem,
  type LiveCall,
} from './calls/live-call.js';
export { readLiveCalls } from './calls/read-live-calls.js';
export { reasonLine, ruleReasons, type RuleReason } from './calls/rule-reason.js';
export { unheardOf } from './calls/unheard-of.js';
export { UnreadableCallError } from './calls/unreadable-call-error.js';
export {
  MigrationError,
  type MigrationPlan,
  type MigrationReport,
  type MigrationStep,
} from './partitions/migration-context.js';
export { migrate, planMigration } from './partitions/migrate.js';
export { keysOf, readPipeline, type PipelineContext } from './pipeline-context.js';
export { describeHold } from './status/describe-hold.js';
export { readElsewhere, type Elsewhere } from './status/elsewhere.js';
export { findNotes, findShadowNotes } from './status/find-notes.js';
export { findWrong } from './status/find-wrong.js';
export type { Finding } from './status/finding.js';
export { isNotStarting } from './status/not-starting.js';
export { isRunning, isShown, type ProcessStatus } from './status/processes.js';
export { readRedisReport } from './status/redis-refusal.js';
export { isListening, readStatus, type PartitionStatus, type Status } from './status/status.js';
export { retryCues } from './acts/retry-cues.js';
export { acknowledgeRule, type AcknowledgedRule, whyNotAcknowledged } from './acts/acknowledge.js';
export {
  countReasons,
  discardLetters,
  isEntry,
  type LettersPage,
  type LettersRestored,
  readLetters,
  restoreLetters,
  type Shelf,
  type ShelvedLetter,
} from './acts/letters.js';
export { readQueueStatus } from './status/queue-status.js';
export { createCost, type Cost } from './following/cost.js';
export { createLiveCalls, type FollowedCall, type Known, type ReadCall, type Tick } from './following/live-calls.js';
export { createReads, type Read } from './following/redis-reads.js';
