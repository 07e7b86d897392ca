import { fileURLToPath } from 'node:url';
import { findFreePort } from './free-port.js';
import { noteworthy } from './log-line.js';
import { mainOf } from '../host/main-of.js';
import type { Service } from './supervise.js';

/** The settings that make processes use the simulator as CXone. */
export interface CxoneEnvironment {
  readonly CXONE_BASE_URL: string;
  readonly CXONE_CLIENT_ID: string;
  readonly CXONE_CLIENT_SECRET: string;
}

/** Nobody but ourselves can reach the simulator that these open. */
export const simulatedCxone = { CXONE_CLIENT_ID: 'cueline', CXONE_CLIENT_SECRET: 'cueline-secret' };

/**
 * CXone's stand-in as a child. Unless `SIMULATOR_…` variables say otherwise, it plays the sample calls over and over.
 */
export async function prepareSimulator(env: NodeJS.ProcessEnv): Promise<{ service: Service; cxone: CxoneEnvironment }> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const main = fileURLToPath(mainOf('simulator'));
  const service: Service = {
    name: 'simulator',
    command: {
      file: process.execPath,
      args: [main, '--host', '127.0.0.1', '--port', String(port)],
      env: {
        SIMULATOR_LOOP: 'true',
        SIMULATOR_SPREAD: '20000',
        ...env,
        SIMULATOR_CLIENT_ID: simulatedCxone.CXONE_CLIENT_ID,
        SIMULATOR_CLIENT_SECRET: simulatedCxone.CXONE_CLIENT_SECRET,
      },
    },
    ready: (line) => (line.includes(url) ? Promise.resolve(url) : undefined),
    tell: noteworthy,
  };
  return { service, cxone: { CXONE_BASE_URL: url, ...simulatedCxone } };
}
