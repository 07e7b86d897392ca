export { repeatedPart } from './redis/away-log.js';
export { backoffMs, type BackoffPolicy } from './timing/backoff.js';
export { createConnections } from './redis/connections.js';
export { CueRequest } from './cxone/cue-request.js';
export {
  platformSocketSettings,
  type PlatformSocketSettings,
  cueSettings,
  cxoneSettings,
  transcriptionSettings,
  type CueSettings,
  type CxoneSettings,
  type TranscriptionSettings,
} from './cxone/cxone-settings.js';
export { cuesUrl, cueUrl, tokenUrl, transcriptionUrl } from './cxone/cxone-urls.js';
export { errorCode } from './error-code.js';
export { isMisconf } from './redis/is-misconf.js';
export { exampleSpeakers } from './frames/example-speakers.js';
export { createFrameFormat, type FrameContract, type FrameFormat } from './frames/frame-format.js';
export { plainName, roleOf } from './frames/speaker-role.js';
export { keepHeartbeat, nameReplica } from './process/heartbeat.js';
export { createHealthApp, listen } from './process/http.js';
export {
  OPTIONAL_FIELDS,
  parseFrame,
  parseFrames,
  placeRecords,
  readFrames,
  readRecord,
  type BadFrameReason,
  type Frame,
  type OptionalField,
} from './frames/frame.js';
export { parsePlatform, type ParsedPlatform, type PlatformContract } from './platform/parse-platform.js';
export { MAX_DELAY } from './platform/platform.js';
export { platformSetting } from './platform/platform-setting.js';
export { platformValuesSetting } from './platform/platform-values.js';
export { type CueTemplate, fillCue, parseCueTemplate, type TemplateValue, valuesIn } from './platform/cue-template.js';
export { neededOfOutlets } from './platform/find-outlet-mistakes.js';
export type { Answers, AnswerTest, HttpOutlet, OutletRequestTemplate, Outlets, Sign } from './platform/outlets.js';
export { compileAttributes, compilePlace, compileTests } from './platform/create-layout.js';
export { readAttributes, readInteractionId, readText } from './frames/frame-values.js';
export { createCompiler } from './platform/compile-template.js';
export type { AnnouncedContacts, ListedContacts, Socket, SocketToken } from './platform/socket.js';
export { neededOfSocket, socketTemplates, type SocketValue, socketValuesIn } from './platform/socket-template.js';
export {
  explainFrame,
  type ExplainedField,
  type ExplainedFrame,
  type ExplainedRecord,
} from './platform/explain-frame.js';
export { parseDuration } from './timing/duration.js';
export { parsePath, readPath } from './frames/read-path.js';
export { noticesSetting, noticesValuesSetting } from './notices/notices-setting.js';
export { neededOfNotices, parseNotices, type ParsedNotices } from './notices/parse-notices.js';
export type { NoticeReceiver, NoticesFile } from './notices/notices-file.js';
export { MAX_NOTICES, Notice, NoticeEntry, NoticeJob, NoticeKind } from './stored/notice.js';
export { outletFields, type OutletFields } from './stored/outlet-fields.js';
export { createKeys, MAX_DEAD_LETTERS, partitionOf, type Keys, type Partition } from './stored/keys.js';
export { createLog, type Log } from './logging/log.js';
export { LookJob } from './stored/look-job.js';
export { createMetrics, startAtZero, type Metrics } from './metrics/metrics.js';
export { createTokens, type Tokens } from './cxone/oauth.js';
export { createOnce } from './logging/once.js';
export { listObjections, type Objection, type ReadinessCheck, type ReadinessChecks } from './process/objections.js';
export { hasWords } from './text/marks.js';
export { plainText } from './text/plain-text.js';
export { parseJson } from './text/parse-json.js';
export { processSettings } from './process/process-settings.js';
export { runProcess, type ProcessContext } from './process/process.js';
export { readFileStart } from './settings/read-file-start.js';
export { readVersion } from './read-version.js';
export { redact } from './logging/redact.js';
export { secretsOf } from './settings/secrets-of.js';
export { checkRedis } from './process/redis-check.js';
export {
  createLayoutChange,
  createLayoutInForce,
  keepLayout,
  type LayoutInForce,
  type PlacedLayout,
} from './process/layout-in-force.js';
export {
  formatLayout,
  parseLayout,
  UnreadableLayoutError,
  withoutNext,
  type Layout,
  type StoredLayout,
} from './stored/layout.js';
export { readRedisServers, type RedisServerState } from './redis/redis-servers.js';
export { LONGEST_BLOCK_MS } from './redis/redis-options.js';
export { redisSettings, type RedisSettings } from './redis/redis-settings.js';
export { createRedis } from './redis/redis.js';
export type { RedisClient } from './redis/redis-client.js';
export { repeat } from './timing/repeat.js';
export { createReplicated, type Replicated, UnreplicatedError } from './redis/replicated.js';
export { defineScript, readScript } from './redis/script.js';
export { sendTogether } from './redis/send-together.js';
export { EndFrame, EpochMs, InteractionId, Segment, StreamedSegment } from './frames/segment.js';
export {
  choiceSetting,
  durationMsSetting,
  durationSetting,
  numberSetting,
  setting,
  textSetting,
  wholeNumberSetting,
} from './settings/setting.js';
export { SettingsError } from './settings/settings-error.js';
export { readSettings, type Environment } from './settings/settings.js';
export { formatDesktop, parseDesktop, type StoredDesktop } from './stored/desktop.js';
export { formatEvents, parseEvents, StoredEvent } from './stored/events-field.js';
export { parseGaps, type Gap } from './stored/gaps-field.js';
export { nameFields, readFields } from './stored/hash-fields.js';
export {
  Heartbeat,
  StoredHeartbeat,
  type HeardStats,
  type RulesInForce,
  type SocketState,
  type StoredObjection,
  type ShadowRules,
} from './stored/heartbeat.js';
export { HoldHash, HoldReason } from './stored/hold-hash.js';
export {
  InteractionHash,
  isPieceField,
  pieceField,
  piecesOf,
  readWithPieces,
  type WithPieces,
} from './stored/interaction-hash.js';
export { jsonField } from './stored/json-field.js';
export { formatLooks, parseLooks } from './stored/looks-field.js';
export {
  Outcome,
  parseOutcomeEntry,
  type ShadowDifference,
  type ShadowJudgement,
  StoredNearMiss,
  type OutcomeEntry,
  type StoredJudgement,
  type StoredVerdict,
} from './stored/outcome.js';
export { FORMAT, isNewer, OLDEST_FORMAT, StoredFormat } from './stored/format.js';
export { replicaOf, StoredSpan } from './stored/span.js';
export { formatSpeech, parseSpeech, StoredSpeech } from './stored/speech.js';
export { noteStartRefusal } from './process/start-refusal.js';
export { stoppedWhileAway } from './redis/stopped-while-away.js';
export { streamFields } from './stored/stream-fields.js';
export { createTokenMetrics } from './cxone/token-metrics.js';
export { ask, AskError } from './cxone/ask.js';
export { askSocketConfig } from './cxone/socket-config.js';
export { cxoneTokenSource, issuerOf } from './cxone/socket-tokens.js';
export { tokenSource, type TokenSource } from './cxone/token-request.js';
export { toMs, toUs } from './timing/time.js';
export { inChildSpan, inSpan } from './tracing/current-span.js';
export { type SpanAttributes, type TracedSpan, type Tracing } from './tracing/span.js';
export { createTrouble, type Trouble } from './logging/trouble.js';
export { readUnarchived } from './redis/unarchived.js';
export { untilAccepted } from './process/until-accepted.js';
export { createWrittenFormat, type WrittenFormat } from './process/written-format.js';
export { warnOfPlainText } from './cxone/warn-of-plain-text.js';
export { createEventStream, type EventStream } from './pages/event-stream.js';
export { fileAnswer, type PageFile, readPageFiles } from './pages/page-files.js';
export { securityHeaders } from './pages/security-headers.js';
