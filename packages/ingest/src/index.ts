export { hearFrames } from './socket/hear-frames.js';
export { IngestSettings, SocketSettings } from './settings.js';
export { trySocket, type SocketTried } from './try-socket.js';
