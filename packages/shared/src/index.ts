export { repeatedPart } from './away-log.js';
export { backoffMs, type BackoffPolicy } from './backoff.js';
export { createConnections } from './connections.js';
export { CueRequest } from './cue-request.js';
export {
  cueSettings,
  cxoneSettings,
  transcriptionSettings,
  type CueSettings,
  type CxoneSettings,
} from './cxone-settings.js';
export { cuesUrl, cueUrl, tokenUrl, transcriptionUrl } from './cxone-urls.js';
export { errorCode } from './error-code.js';
export { isMisconf } from './is-misconf.js';
export { createFrameFormat, plainName, roleOf, type FrameFormat } from './frame-format.js';
export { keepHeartbeat, nameReplica } from './heartbeat.js';
export { createHealthApp, listen } from './http.js';
export { OPTIONAL_FIELDS, parseFrame, type BadFrameReason, type Frame, type OptionalField } from './frame.js';
export { createKeys, MAX_DEAD_LETTERS, partitionOf, type Keys, type Partition } from './keys.js';
export { createLog, type Log } from './log.js';
export { LookJob } from './look-job.js';
export { createMetrics, startAtZero, type Metrics } from './metrics.js';
export { createTokens, type Tokens } from './oauth.js';
export { createOnce } from './once.js';
export { listObjections, type Objection, type ReadinessCheck, type ReadinessChecks } from './objections.js';
export { hasWords } from './marks.js';
export { plainText } from './plain-text.js';
export { parseJson } from './parse-json.js';
export { processSettings } from './process-settings.js';
export { runProcess, type ProcessContext } from './process.js';
export { readFileStart } from './read-file-start.js';
export { readVersion } from './read-version.js';
export { redact } from './redact.js';
export { checkRedis, keepPartitions } from './redis-check.js';
export { readRedisServers, type RedisServerState } from './redis-servers.js';
export { LONGEST_BLOCK_MS } from './redis-options.js';
export { redisSettings, type RedisSettings } from './redis-settings.js';
export { createRedis } from './redis.js';
export type { RedisClient } from './redis-client.js';
export { repeat } from './repeat.js';
export { createReplicated, type Replicated } from './replicated.js';
export { defineScript, readScript } from './script.js';
export { EndFrame, InteractionId, Segment, StreamedSegment } from './segment.js';
export {
  choiceSetting,
  durationMsSetting,
  durationSetting,
  numberSetting,
  setting,
  textSetting,
  wholeNumberSetting,
} from './setting.js';
export { SettingsError } from './settings-error.js';
export { readSettings, type Environment } from './settings.js';
export { parseDesktop, type StoredDesktop } from './stored/desktop.js';
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
} from './stored/heartbeat.js';
export { HoldHash, HoldReason } from './stored/hold-hash.js';
export { InteractionHash } from './stored/interaction-hash.js';
export { jsonField } from './stored/json-field.js';
export { formatLooks, parseLooks } from './stored/looks-field.js';
export {
  Outcome,
  parseOutcomeEntry,
  StoredNearMiss,
  type OutcomeEntry,
  type StoredJudgement,
  type StoredVerdict,
} from './stored/outcome.js';
export { replicaOf, StoredSpan } from './stored/span.js';
export { formatSpeech, parseSpeech, StoredSpeech } from './stored/speech.js';
export { noteStartRefusal } from './start-refusal.js';
export { stoppedWhileAway } from './stopped-while-away.js';
export { streamFields } from './stream-fields.js';
export { createTokenMetrics } from './token-metrics.js';
export { tokenSource } from './token-request.js';
export { toMs, toUs } from './time.js';
export { inChildSpan, inSpan } from './tracing/current-span.js';
export { type SpanAttributes, type TracedSpan, type Tracing } from './tracing/span.js';
export { createTrouble, type Trouble } from './trouble.js';
export { readUnarchived } from './unarchived.js';
export { untilAccepted } from './until-accepted.js';
export { warnOfPlainText } from './warn-of-plain-text.js';
