export { repeatedPart } from './away-log.js';
export { backoffMs, type BackoffPolicy } from './backoff.js';
export { CueRequest } from './cue-request.js';
export {
  cueSettings,
  cxoneSettings,
  transcriptionSettings,
  type CueSettings,
  type CxoneSettings,
} from './cxone-settings.js';
export { cuesUrl, cueUrl, tokenUrl, transcriptionUrl } from './cxone-urls.js';
export { parseDuration } from './duration.js';
export { parseFrame, type BadFrameReason, type Frame } from './frame.js';
export { createFrameFormat, type FrameFormat } from './frame-format.js';
export { createHealthApp, listen, type ReadinessChecks } from './http.js';
export { createKeys, MAX_DEAD_LETTERS, partitionOf, type Keys, type Partition } from './keys.js';
export { createLog, type Log } from './log.js';
export { LookJob } from './look-job.js';
export { createMetrics, type Metrics } from './metrics.js';
export { createTokens, type Tokens } from './oauth.js';
export { tokenSource } from './token-request.js';
export { processSettings, type ProcessSettings } from './process-settings.js';
export { runProcess, type ProcessContext } from './process.js';
export { readFileStart } from './read-file-start.js';
export { checkRedis } from './redis-check.js';
export { LONGEST_BLOCK_MS } from './redis-options.js';
export { redisSettings, type RedisSettings } from './redis-settings.js';
export { createRedis, redisObjection, type RedisClient } from './redis.js';
export { defineScript, readScript, type Script } from './script.js';
export { EndFrame, InteractionId, Segment, StreamedSegment } from './segment.js';
export { SettingsError } from './settings-error.js';
export {
  choiceSetting,
  durationMsSetting,
  durationSetting,
  numberSetting,
  setting,
  textSetting,
  wholeNumberSetting,
} from './setting.js';
export { readSettings, type Environment, type SettingsSchema } from './settings.js';
export { stoppedWhileAway } from './stopped-while-away.js';
export { createConnections } from './connections.js';
export { createReplicated, UnreplicatedError, type Replicated } from './replicated.js';
export { untilAccepted } from './until-accepted.js';
export { warnOfPlainText } from './warn-of-plain-text.js';
