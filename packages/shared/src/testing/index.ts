export { first } from './first.js';
export { freePorts } from './free-ports.js';
export { makeCertificates, type Certificates } from './certificates.js';
export { findPostgres, startPostgresServer, type PostgresServer } from './postgres-server.js';
export { startRedisCluster, type RedisCluster } from './redis-cluster.js';
export { startReplicatedRedis, startSentinel, type ReplicatedRedis } from './redis-sentinel.js';
export { startRedisServer, type RedisServer } from './redis-server.js';
export { spawnBound } from './spawn-bound.js';
export { startServer } from './start-server.js';
