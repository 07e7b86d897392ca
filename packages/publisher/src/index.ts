export { createHold, type Hold } from './gate/hold.js';
export { createCueApi } from './outlet/cue-api.js';
export { CueError } from './outlet/cue-error.js';
export { createRetryCue, type Retried } from './look/retry-cue.js';
export { createResendNotice } from './notices/resend-notice.js';
export { PublisherSettings } from './settings.js';
export { holdSentence, PAUSED_IN_BULLMQ } from './gate/hold-sentence.js';
