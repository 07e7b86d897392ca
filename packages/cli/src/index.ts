export { ExitCode } from './exit-code.js';
export { findFreePort } from './free-port.js';
export { preparePrivateRedis, type PrivateRedis } from './private-redis.js';
export { spawnTethered, type Command, type TetheredChild } from './tether.js';
