export { hearFrames, SocketSettings } from './socket/hear-frames.js';
export { IngestSettings } from './settings.js';
export { trySocket, type SocketTried } from './try-socket.js';
