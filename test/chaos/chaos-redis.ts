import { createLog, createRedis, readSettings, redisSettings, type RedisClient } from '@cueline/shared';
import { type RedisServer, startRedisCluster, startRedisServer, startReplicatedRedis } from '@cueline/shared/testing';
import { z } from 'zod';
import type { RedisMode } from './fault-kinds.js';
import type { LabContext } from './lab-context.js';
import { askServer } from '../harness/ask-server.js';

/** The laboratory's Redis. */
export interface ChaosRedis {
  readonly mode: RedisMode;
  /** The settings by which a process finds it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly partitions: number;
  /** The laboratory's own way to it, past all proxies. */
  readonly client: RedisClient;
  readonly servers: readonly RedisServer[];
  /** Those that take writes now, in the order of `servers`. */
  masters(): Promise<RedisServer[]>;
  /** Asks for an orderly fail-over of one master. */
  failOver(master: RedisServer): Promise<void>;
  /** Whether every server is up, and every replica has all that its master has. */
  isWhole(): Promise<boolean>;
}

/** Debug commands are only there when asked for. */
const debuggable = () => ['--enable-debug-command', 'local'];

/** How many replicas the master under Sentinel has; with one, none would be left after a fail-over. */
const SENTINEL_REPLICAS = 2;

/** Starts Redis as `mode` says. */
export async function startChaosRedis(mode: RedisMode, context: LabContext): Promise<ChaosRedis> {
  const { servers, stop, environment } = await START[mode]();
  context.onEnd(stop);
  const settings = readSettings(z.object(redisSettings), environment);
  const client = createRedis(settings, { role: 'commands', log: createLog({ name: 'chaos', level: 'silent' }) });
  context.onEnd(() => client.disconnect());
  const roles = () => Promise.all(servers.map((server) => readRole(server)));
  const masters = async () => {
    const known = await roles();
    return servers.filter((_, i) => known[i]?.isMaster === true);
  };
  return {
    mode,
    environment,
    partitions: settings.PARTITIONS,
    client,
    servers,
    masters,
    async failOver(master) {
      if (mode === 'sentinel') await askServer(sentinelPort(environment), ['SENTINEL', 'FAILOVER', 'mymaster']);
      else {
        const replica = servers[(await roles()).findIndex((role) => role?.masterPort === master.port)];
        if (replica !== undefined) await askServer(replica.port, ['CLUSTER', 'FAILOVER']);
      }
    },
    async isWhole() {
      const known = await roles();
      const expectedMasters = mode === 'cluster' ? 3 : 1;
      return (
        known.filter((role) => role?.isMaster === true).length === expectedMasters &&
        known.every((role) => role !== undefined && (role.isMaster || role.isInSync))
      );
    },
  };
}

const START: Record<
  RedisMode,
  () => Promise<{ servers: RedisServer[]; stop: () => Promise<void>; environment: Record<string, string> }>
> = {
  async standalone() {
    const server = await startRedisServer(debuggable);
    return { servers: [server], stop: () => server.stop(), environment: { REDIS_URL: server.url } };
  },
  async sentinel() {
    const { master, replicas, sentinel, stop } = await startReplicatedRedis({
      replicas: SENTINEL_REPLICAS,
      moreArguments: debuggable,
    });
    return { servers: [master, ...replicas], stop, environment: { REDIS_SENTINELS: sentinel } };
  },
  async cluster() {
    const { masters, replicas, stop } = await startRedisCluster(debuggable);
    const nodes = masters.map(({ port }) => `127.0.0.1:${port}`).join(',');
    return { servers: [...masters, ...replicas], stop, environment: { REDIS_CLUSTER_NODES: nodes, PARTITIONS: '16' } };
  },
};

function sentinelPort(environment: Readonly<Record<string, string>>): number {
  return Number(environment['REDIS_SENTINELS']?.split(':')[1]);
}

/** What a server reports about itself; undefined if it does not answer. */
async function readRole({ port }: RedisServer) {
  const [role, ...rest] = await askServer(port, ['ROLE'], 2000).catch(() => []);
  if (role === undefined) return undefined;
  // for a replica: its master's address, and the state of the link to it
  return { isMaster: role === 'master', masterPort: Number(rest[1]), isInSync: rest[2] === 'connected' };
}
