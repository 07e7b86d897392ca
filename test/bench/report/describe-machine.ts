import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Row } from './report.js';

/** What a benchmark runs on. */
export function describeMachine(): Row {
  const redis = /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1] ?? '';
  return {
    cores: availableParallelism(),
    CPU: cpus()[0]?.model ?? '',
    'memory (GiB)': Math.round(totalmem() / 2 ** 30),
    Node: process.version,
    Redis: redis,
    'load when it began': loadavg()[0] ?? 0,
    date: new Date().toISOString().slice(0, 10),
  };
}
