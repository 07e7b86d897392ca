export { hearFrames, SocketSettings } from './hear-frames.js';
export { IngestSettings } from './settings.js';
export { trySocket, type SocketTried } from './try-socket.js';
