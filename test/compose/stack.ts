import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from './engine.js';

/** Waits for a machine that has other things to do. */
const WAIT_MS = 600_000;

/** The containers of one project of Compose. */
export function createStack(engine: Engine, options: readonly string[]) {
  const compose = (...args: string[]) => engine.compose(...options, ...args);
  const { docker } = engine;

  /** The ids of a service's containers, or of all. */
  const containers = async (...services: string[]): Promise<string[]> =>
    (await compose('ps', '--quiet', ...services)).split('\n').filter((id) => id !== '');

  const health = async (): Promise<string[]> => {
    const ids = await containers();
    return (await docker('inspect', '--format', '{{.Name}} {{.State.Health.Status}}', ...ids)).trim().split('\n');
  };

  return {
    compose,
    containers,
    /** Waits until every container is healthy. */
    untilHealthy: () =>
      until('every container is healthy', async () => {
        const sick = (await health()).filter((line) => !line.endsWith(' healthy'));
        return sick.length === 0 ? undefined : sick.join(', ');
      }),
    /** Ends a container at once, and starts it again: after `docker kill` the engine itself does not. */
    kill: async (id: string): Promise<void> => {
      await docker('kill', id);
      await docker('start', id);
    },
    /** Runs a program in a container; a failure is what it printed. */
    inside: async (id: string, ...command: string[]): Promise<string> => (await docker('exec', id, ...command)).trim(),
    /** Stops and removes everything; throws if something is left, and may be called again. */
    remove: async (): Promise<undefined> => void (await compose('down', '--volumes', '--timeout', '15')),
    /** How the containers ended, as `name code`. */
    exitCodes: async (): Promise<string[]> =>
      (await docker('inspect', '--format', '{{.Name}} {{.State.ExitCode}}', ...(await containers())))
        .trim()
        .split('\n'),
    /** An address of this machine at which a port of a service is published. */
    address: async (service: string, port: number): Promise<string> =>
      `http://${(await compose('port', service, String(port))).trim()}`,
  };
}
export type Stack = ReturnType<typeof createStack>;

/**
 * Waits for a condition.
 *
 * @param missing what is still missing; undefined once nothing is
 * @throws Error that says what was still missing in the end
 */
export async function until(what: string, missing: () => Promise<string | undefined>): Promise<void> {
  const sinceMs = Date.now();
  let reason: string | undefined;
  do {
    reason = await missing().catch((error: unknown) => String(error));
    if (reason === undefined) return;
    await delay(1000);
  } while (Date.now() - sinceMs < WAIT_MS);
  throw new Error(`waited in vain until ${what}: ${reason}`);
}
