import { writeFile } from 'node:fs/promises';
import { createKeys } from '@cueline/shared';
import type { RedisServer } from '@cueline/shared/testing';
import { FaultName, type Faults } from '@cueline/simulator';
import { askServer } from '../harness/ask-server.js';
import type { TcpProxy } from '../harness/tcp-proxy.js';
import type { ChaosRedis } from './chaos-redis.js';
import type { FaultKind } from './fault-kinds.js';
import type { Fleet, Member } from './fleet.js';
import { eventually } from './recovery.js';
import { reshard } from './reshard.js';
import { PACKS } from './rules.js';
import type { ScheduledFault } from './schedule.js';
import type { Victims } from './victims.js';

/** Ends a fault. */
type Heal = () => Promise<void> | void;
type Begin = (victims: Victims, fault: ScheduledFault) => Promise<Heal | void> | Heal | void;

const MATCHERS_AT_MOST = 6;
const FULL_AT_MOST_MS = 30_000;

/** One of those there are. */
function choose<T>(from: readonly T[], { target }: ScheduledFault): T {
  const chosen = from[Math.floor(target * from.length)];
  if (chosen === undefined) throw new Error('there is nothing that this fault could befall');
  return chosen;
}

type Name = Member['process']['name'];
const withMember =
  (name: Name, begin: (member: Member, fault: ScheduledFault, fleet: Fleet) => ReturnType<Begin>): Begin =>
  ({ fleet }, fault) =>
    begin(choose(fleet.of(name), fault), fault, fleet);
const killed = (name: Name) =>
  withMember(name, async ({ process }) => {
    await process.kill();
    return () => process.restart();
  });
const frozen = (name: Name) =>
  withMember(name, ({ process }) => {
    process.freeze();
    return () => process.thaw();
  });
/** What lies between a process and what it talks to. @throws if nothing does: a fault must not be counted that was none */
function proxyOf(member: Member, line: 'toCxone' | 'toRedis'): TcpProxy {
  const proxy = member[line];
  if (proxy === undefined) throw new Error(`there is no proxy ${line} of ${member.label}`);
  return proxy;
}
const cutFrom = (name: Name, line: 'toCxone' | 'toRedis') =>
  withMember(name, (member) => {
    const proxy = proxyOf(member, line);
    proxy.cut();
    return () => proxy.mend();
  });
const delayed = (name: Name, delayMs: (fault: ScheduledFault) => number) =>
  withMember(name, ({ toCxone }, fault) => {
    toCxone.delay(delayMs(fault));
    return () => toCxone.delay(0);
  });
const restarted = async (fleet: Fleet, member: Member) => {
  await fleet.stop(member);
  await member.process.restart();
};

const withMaster =
  (begin: (master: RedisServer, fault: ScheduledFault, redis: ChaosRedis) => ReturnType<Begin>): Begin =>
  async ({ redis }, fault) =>
    begin(choose(await redis.masters(), fault), fault, redis);
const withEachMaster =
  (command: readonly string[]): Begin =>
  async ({ redis }) => {
    await Promise.all((await redis.masters()).map(({ port }) => askServer(port, command)));
  };

const moody =
  (faults: (fault: ScheduledFault) => Faults): Begin =>
  ({ simulator }, fault) => {
    const moods = faults(fault);
    simulator.faults.set(moods);
    return () => {
      for (const name of FaultName.options) if (name in moods) simulator.faults.clear(name);
    };
  };
const often = ({ strength }: ScheduledFault) => 0.3 + 0.7 * strength;
const page = (status: number): NonNullable<Faults['cueAnswered']> => ({
  chance: 1,
  status,
  body: '<!doctype html><title>Please wait</title>',
  contentType: 'text/html',
  retryAfter: 'none',
  retryAfterS: 1,
});
const RETRY_AFTER = ['seconds', 'date', 'none'] as const;

/** One ingest opens its socket again and again, while the others keep theirs. */
const oneSocketWith =
  (faults: Faults): Begin =>
  (victims, fault) => {
    const heal = moody(() => faults)(victims, fault);
    victims.simulator.sockets.reset({ socketId: choose(victims.simulator.sockets.list(), fault).socketId });
    return heal;
  };

/** All cues are answered so; what then holds the queue for a minute is over when the fault is, as if that had passed. */
const answered =
  (faults: Faults): Begin =>
  ({ simulator, redis }) => {
    simulator.faults.set(faults);
    return async () => {
      for (const name of FaultName.options) if (name in faults) simulator.faults.clear(name);
      const { hold, queue } = createKeys('cueline');
      await eventually(async () => {
        const reason = await redis.client.hget(hold, 'reason');
        if (reason !== null && reason !== 'paused') await redis.client.hset(hold, 'untilMs', '1');
        await redis.client.del(`${queue.prefix}:${queue.name}:limiter`);
        return true;
      }, FULL_AT_MOST_MS);
    };
  };

/** What each fault does; it returns what ends it. */
export const INJECT: Readonly<Record<FaultKind, Begin>> = {
  ingestKilled: killed('ingest'),
  ingestFrozen: frozen('ingest'),
  ingestRestarted: withMember('ingest', (member, _, fleet) => restarted(fleet, member)),
  ingestCutFromCxone: cutFrom('ingest', 'toCxone'),
  ingestHearsNothing: delayed('ingest', () => Number.POSITIVE_INFINITY),
  ingestHearsLate: delayed('ingest', ({ strength }) => 50 + strength * 450),
  ingestCutFromRedis: cutFrom('ingest', 'toRedis'),
  socketReset: ({ simulator }, fault) => {
    simulator.sockets.reset({ socketId: choose(simulator.sockets.list(), fault).socketId });
  },
  socketSilent: ({ simulator }, fault) => {
    simulator.sockets.silence({ socketId: choose(simulator.sockets.list(), fault).socketId });
  },
  socketRefusedPolitely: oneSocketWith({ socketRefusedPolitely: { chance: 1, code: 1008, reason: 'not now' } }),
  socketShortLived: oneSocketWith({ socketShortLived: { chance: 1, lifeMs: 1500, code: 1001 } }),
  tokensRevoked: ({ simulator }, fault) => {
    simulator.revokeTokens();
    simulator.sockets.reset({ socketId: choose(simulator.sockets.list(), fault).socketId });
  },
  framesBad: moody((fault) => {
    const chance = { chance: 0.3 * fault.strength };
    return {
      frameDuplicate: chance,
      frameReordered: chance,
      frameInterim: chance,
      frameMalformed: chance,
      frameBinary: chance,
      frameOversized: { chance: 0.01 },
    };
  }),

  framesUnderOneId: moody((fault) => ({ frameIdRepeated: { chance: often(fault) } })),
  framesCorrected: moody((fault) => ({ frameCorrected: { chance: often(fault) } })),
  framesWordless: moody((fault) => ({ frameWordless: { chance: often(fault) } })),
  speakersClockAhead: moody((fault) => ({
    frameClockAhead: {
      chance: 1,
      speaker: choose(['agent', 'customer'], fault),
      aheadMs: 5000 + 55_000 * fault.strength,
    },
  })),

  redisKilled: withMaster(async (master) => {
    await master.kill();
    return () => master.restart();
  }),
  redisFrozen: withMaster((master) => {
    master.signal('SIGSTOP');
    return () => master.signal('SIGCONT');
  }),
  redisPaused: withMaster(async ({ port }, { forMs, strength }) => {
    await askServer(port, ['CLIENT', 'PAUSE', String(forMs), strength < 0.5 ? 'WRITE' : 'ALL']);
  }),
  redisAsleep: withMaster(({ port }, { forMs }) => {
    // it answers when it has slept
    askServer(port, ['DEBUG', 'SLEEP', String(forMs / 1000)]).catch(() => undefined);
  }),
  redisFull: withMaster(async ({ port }) => {
    await askServer(port, ['CONFIG', 'SET', 'maxmemory', '1']);
    return async () => void (await askServer(port, ['CONFIG', 'SET', 'maxmemory', '0']));
  }),
  redisClientsCut: withEachMaster(['CLIENT', 'KILL', 'TYPE', 'normal']),
  redisScriptsForgotten: withEachMaster(['SCRIPT', 'FLUSH']),
  redisUnreachable: ({ fleet }) => {
    for (const member of fleet.all()) proxyOf(member, 'toRedis').cut();
    return () => {
      for (const member of fleet.all()) proxyOf(member, 'toRedis').mend();
    };
  },
  redisSlow: ({ fleet }, { strength }) => {
    for (const member of fleet.all()) proxyOf(member, 'toRedis').delay(5 + strength * 95);
    return () => {
      for (const member of fleet.all()) proxyOf(member, 'toRedis').delay(0);
    };
  },
  redisFailedOver: withMaster((master, _, redis) => redis.failOver(master)),
  redisResharded: ({ redis }, fault) => reshard(redis, fault.strength),

  matcherKilled: killed('matcher'),
  matcherFrozen: frozen('matcher'),
  matcherCutFromRedis: cutFrom('matcher', 'toRedis'),
  matchersScaled: async ({ fleet }) => {
    const count = fleet.of('matcher').length;
    await Promise.all(Array.from({ length: MATCHERS_AT_MOST - count }, () => fleet.start('matcher')));
    return async () => {
      await Promise.all(
        fleet
          .of('matcher')
          .slice(1)
          .map((member) => fleet.retire(member)),
      );
    };
  },
  publisherKilled: killed('publisher'),
  publisherFrozen: frozen('publisher'),
  publisherCutFromRedis: cutFrom('publisher', 'toRedis'),
  publisherCutFromCxone: cutFrom('publisher', 'toCxone'),
  publisherHearsLate: delayed('publisher', ({ strength }) => 100 + strength * 1900),
  workersRestarted: async ({ fleet, rulesFile }, { strength }) => {
    await writePack(rulesFile, strength);
    for (const member of [...fleet.of('matcher'), ...fleet.of('publisher')]) await restarted(fleet, member);
  },
  rulesChanged: ({ rulesFile }, { strength }) => writePack(rulesFile, strength),

  cuesRateLimited: moody((fault) => ({
    cueRateLimited: { chance: often(fault), retryAfterS: 1, retryAfter: choose(RETRY_AFTER, fault) },
  })),
  cuesUnavailable: moody((fault) => ({
    cueUnavailable: { chance: often(fault), status: choose([500, 502, 503], fault) },
  })),
  cuesSlow: moody((fault) => ({ cueSlow: { chance: often(fault), delayMs: 200 + fault.target * 4000 } })),
  cuesForbidden: answered({ cueForbidden: { chance: 1 } }),
  cuesUnauthorized: moody((fault) => ({ cueUnauthorized: { chance: often(fault) } })),
  cuesUnderMaintenance: moody((fault) => ({
    cueAnswered: { ...page(503), chance: often(fault), retryAfter: choose(['seconds', 'date'], fault), retryAfterS: 2 },
  })),
  cuesUnknownForNow: moody((fault) => ({
    cueAnswered: { ...page(404), chance: often(fault), retryAfter: 'seconds', retryAfterS: 2 },
  })),
  cuesMoved: answered({ cueAnswered: { ...page(308), location: 'http://127.0.0.1:9/elsewhere' } }),
  cuesAskForLogin: answered({ cueAnswered: page(200) }),
  cueAnswersLost: moody((fault) => ({ cueLost: { chance: often(fault) } })),
};

async function writePack(rulesFile: string, strength: number): Promise<void> {
  await writeFile(rulesFile, strength < 0.5 ? PACKS[0] : PACKS[1]);
}
