export { startRedisServer, type RedisServer } from './redis-server.js';
export { spawnBound } from './spawn-bound.js';
