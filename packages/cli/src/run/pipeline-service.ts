import { isIPv6 } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processSettings, readSettings } from '@cueline/shared';
import { z } from 'zod';
import { noteworthy, parseLogLine } from './log-line.js';
import { mainOf, type ProcessName } from '../host/main-of.js';
import type { Service } from './supervise.js';
import { untilHung } from './until-hung.js';

/** How often a process that has started is asked whether it is ready. */
const ASK_EVERY_MS = 50;

const HttpHost = z.object({ HTTP_HOST: processSettings({ httpPort: 0 }).HTTP_HOST });

/**
 * A process of the pipeline as a child: it logs which port it listens on, and serves `/readyz` and `/healthz` there.
 *
 * @param httpPort default: any free port
 */
export function pipelineService(
  process: ProcessName,
  name: string,
  { env, httpPort = 0 }: { readonly env: NodeJS.ProcessEnv; readonly httpPort?: number | undefined },
): Service {
  const urlIn = (line: string) => {
    const port = parseLogLine(line)?.port;
    return port === undefined ? undefined : `http://${hostIn(env)}:${port}`;
  };
  const main = fileURLToPath(mainOf(process));
  return {
    name,
    command: {
      file: globalThis.process.execPath,
      args: [main],
      env: { ...env, HTTP_PORT: String(httpPort), HTTP_PORT_FILE: '' },
    },
    ready(line, signal) {
      const url = urlIn(line);
      return url === undefined ? undefined : untilReady(url, signal);
    },
    hung(line, signal) {
      const url = urlIn(line);
      return url === undefined ? undefined : untilHung(url, signal);
    },
    tell: noteworthy,
  };
}

/** The host and port, as in a URL, at which a process with these valid settings listens. */
function hostIn(env: NodeJS.ProcessEnv): string {
  const { HTTP_HOST: host } = readSettings(HttpHost, env);
  return isIPv6(host) ? `[${host}]` : host;
}

/** @returns the URL once it answers that it is ready; rejects when the signal aborts */
async function untilReady(url: string, signal: AbortSignal): Promise<string> {
  while (!(await fetch(`${url}/readyz`, { signal })).ok) await delay(ASK_EVERY_MS, undefined, { signal });
  return url;
}
