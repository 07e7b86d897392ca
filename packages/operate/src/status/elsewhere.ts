import { createKeys, type RedisClient } from '@cueline/shared';
import { Cluster, type Redis } from 'ioredis';
import { isRunning, KINDS, parseProcesses } from './processes.js';

/** Processes that run under another prefix. */
export interface Elsewhere {
  readonly prefix: string;
  readonly kinds: readonly string[];
}

/** In a Redis of millions of keys not all are seen: this is a hint, and status must not take long. */
const MOST_MS = 1_500;
const MOST_PREFIXES = 20;
const [BEFORE = '', AFTER = ''] = createKeys('\n').processes.split('\n');

/** Looks for processes under other prefixes. Finds none if the user of Redis may not scan keys. */
export async function readElsewhere(redis: RedisClient, prefix: string): Promise<Elsewhere[]> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const stopping = new AbortController();
  const scans = Promise.all(nodes.map((node) => scanKeys(node, stopping.signal).catch((): string[] => [])));
  const timer = setTimeout(() => stopping.abort(), MOST_MS);
  const found = new Set((await scans).flat().map((key) => key.slice(BEFORE.length, -AFTER.length)));
  clearTimeout(timer);
  const [seconds] = await redis.time();
  const atMs = Number(seconds) * 1000;
  const others = [...found].filter((other) => other !== prefix).slice(0, MOST_PREFIXES);
  const read = others.map(async (other) => {
    const entries = await redis.hgetall(createKeys(other).processes);
    const running = parseProcesses(entries, atMs).filter(isRunning);
    return { prefix: other, kinds: KINDS.filter((kind) => running.some(({ beat }) => beat.kind === kind)) };
  });
  return (await Promise.all(read)).filter(({ kinds }) => kinds.length > 0);
}

async function scanKeys(node: Redis, signal: AbortSignal): Promise<string[]> {
  const keys: string[] = [];
  const match = `${BEFORE}*${AFTER}`;
  for (let cursor = ''; cursor !== '0' && !signal.aborted && keys.length < MOST_PREFIXES;) {
    const [next, some] = await node.scan(cursor || '0', 'MATCH', match, 'COUNT', 1000, 'TYPE', 'hash');
    cursor = next;
    keys.push(...some);
  }
  return keys;
}

/** The prefix under which such a process runs by mistake: one that lacks a kind that runs here. */
export function strayPrefix(
  elsewhere: readonly Elsewhere[],
  kind: string,
  runHere: readonly string[],
): string | undefined {
  return elsewhere.find(({ kinds }) => kinds.includes(kind) && runHere.some((here) => !kinds.includes(here)))?.prefix;
}
