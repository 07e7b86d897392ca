import { fileURLToPath } from 'node:url';
import { pick, type Random } from '@cueline/simulator';
import { createProcessLog } from '../harness/process-log.js';
import { type ProcessName, type SpawnedProcess, spawnProcess } from '../harness/spawn-process.js';
import { startTcpProxy, type TcpProxy } from '../harness/tcp-proxy.js';
import type { LabContext } from './lab-context.js';

/** A process of the laboratory, with the lines between it and the rest. */
export interface Member {
  /** `matcher 2`, say. */
  readonly label: string;
  readonly process: SpawnedProcess;
  readonly toCxone: TcpProxy;
  /** Only if Redis is one server. */
  readonly toRedis: TcpProxy | undefined;
}

export interface FleetContext extends LabContext {
  /** Settings of all processes, apart from the addresses of Redis and CXone. */
  readonly settings: Readonly<Record<string, string>>;
  readonly cxonePort: number;
  /** The settings by which Redis is found. */
  readonly redis: Readonly<Record<string, string>>;
  readonly random: Random;
}

/** How far the clocks of processes are off, in ms. */
const CLOCK_SHIFTS_MS = [0, 0, 90_000, -90_000, 3_600_000];
const RESTART_MS = 1000;
const shiftedClock = fileURLToPath(new URL('shifted-clock.mjs', import.meta.url));

/** The processes of the laboratory, by kind. */
export function createFleet({ settings, cxonePort, redis, random, onEnd, tell, log }: FleetContext) {
  const members: Record<ProcessName, Member[]> = {
    ingest: [],
    receive: [],
    matcher: [],
    publisher: [],
    archive: [],
    console: [],
    panel: [],
  };
  const started: Record<ProcessName, number> = {
    ingest: 0,
    receive: 0,
    matcher: 0,
    publisher: 0,
    archive: 0,
    console: 0,
    panel: 0,
  };
  const deaths: string[] = [];

  async function proxyTo(port: number): Promise<TcpProxy> {
    const proxy = await startTcpProxy(port);
    onEnd(() => proxy.close());
    return proxy;
  }

  return {
    of: (name: ProcessName): readonly Member[] => members[name],
    all: (): Member[] => Object.values(members).flat(),
    /** Processes that ended though nobody asked them to, or not as they should. */
    deaths: deaths as readonly string[],
    /** @param checkout whose build is started; this one by default */
    async start(name: ProcessName, checkout?: string): Promise<Member> {
      started[name] += 1;
      const label = `${name} ${started[name]}`;
      const toCxone = await proxyTo(cxonePort);
      const toRedis =
        redis['REDIS_URL'] === undefined ? undefined : await proxyTo(Number(new URL(redis['REDIS_URL']).port));
      const processLog = createProcessLog(label);
      const add = (line: string) => {
        processLog.add(line);
        log(`${label}: ${line}`);
      };
      const process: SpawnedProcess = await spawnProcess({
        name,
        environment: {
          ...settings,
          ...redis,
          ...(toRedis === undefined ? {} : { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
          CXONE_BASE_URL: `http://127.0.0.1:${toCxone.port}`,
          CLOCK_SHIFT_MS: String(pick(random, CLOCK_SHIFTS_MS)),
        },
        log: { ...processLog, add },
        checkout,
        nodeArguments: ['--import', shiftedClock],
        onDeath: (how) => {
          deaths.push(`${label}: ${how}`);
          tell(`${label} has died by itself: ${how}`);
          setTimeout(() => void process.restart(), RESTART_MS); // as its supervisor would
        },
      });
      const member = { label, process, toCxone, toRedis };
      members[name].push(member);
      onEnd(() => process.kill());
      return member;
    },
    /** Asks one to end for good. */
    async retire(member: Member): Promise<void> {
      const of = members[member.process.name];
      of.splice(of.indexOf(member), 1);
      await this.stop(member);
    },
    /** Asks one to end, which it must do in order. */
    async stop({ label, process }: Member): Promise<void> {
      const code = await process.stop();
      if (code !== 0) deaths.push(`${label}: exit code ${code} when asked to end`);
    },
  };
}
export type Fleet = ReturnType<typeof createFleet>;
