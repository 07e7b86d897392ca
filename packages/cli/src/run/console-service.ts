import { isGiven } from '../redis/is-given.js';
import { isPortFree } from './free-port.js';
import { pipelineService } from './pipeline-service.js';
import type { Service } from './supervise.js';

/** Settings by which people log in. */
const LOGINS = ['CONSOLE_TOKENS_FILE', 'CONSOLE_OIDC_ISSUER', 'CONSOLE_PROXY_ADDRESSES'];

/** Where browsers look for it first. */
const USUAL_PORT = 8080;

/**
 * The console of a pipeline on this machine: at its usual port if that is free, else at any. It listens to this machine alone
 * unless somebody has to log in.
 *
 * @param env of the pipeline's processes
 */
export async function consoleService(env: NodeJS.ProcessEnv): Promise<Service> {
  const hasLogin = LOGINS.some((name) => isGiven(name, env));
  const own = hasLogin ? env : { ...env, HTTP_HOST: '127.0.0.1', HTTP_HOST_FILE: '' };
  const serviceAt = (httpPort: number) => pipelineService('console', 'console', { env: own, httpPort });
  if (!(await isPortFree(USUAL_PORT))) return serviceAt(0);
  // Another may take the port before the console does.
  const instead = (told: string) => (told.includes('EADDRINUSE') ? serviceAt(0).command : undefined);
  return { ...serviceAt(USUAL_PORT), instead };
}
