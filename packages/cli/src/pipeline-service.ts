import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { noteworthy, parseLogLine } from './log-line.js';
import { mainOf, type ProcessName } from './main-of.js';
import type { Service } from './supervise.js';

/** How often a process that has started is asked whether it is ready. */
const askEveryMs = 50;

/** A process of the pipeline as a child: it listens on any free port, logs which, and serves `/readyz` there. */
export function pipelineService(process: ProcessName, name: string, env: NodeJS.ProcessEnv): Service {
  const main = fileURLToPath(mainOf(process));
  return {
    name,
    command: { file: globalThis.process.execPath, args: [main], env: { ...env, HTTP_PORT: '0' } },
    ready(line, signal) {
      const port = parseLogLine(line)?.port;
      return port === undefined ? undefined : untilReady(`http://${env['HTTP_HOST'] ?? '127.0.0.1'}:${port}`, signal);
    },
    tell: noteworthy,
  };
}

/** @returns the URL once it answers that it is ready; rejects when the signal aborts */
async function untilReady(url: string, signal: AbortSignal): Promise<string> {
  while (!(await fetch(`${url}/readyz`, { signal })).ok) await sleep(askEveryMs, undefined, { signal });
  return url;
}
