export { Call } from './call.js';
export { readCalls, type RecordedCalls } from './calls/read-calls.js';
export { TranscriptError } from './calls/transcript-error.js';
export { PlayOptions } from './player.js';
