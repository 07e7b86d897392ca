export { hearFrames, SocketSettings } from './hear-frames.js';
export { IngestSettings } from './settings.js';
