import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { withStore } from './with-store.js';

/**
 * Makes the archive's tables, or brings them up to date; returns the exit code.
 *
 * @throws CommandError
 */
export function runMigrate({ env, print }: Host): Promise<number> {
  return withStore(env, async (store) => {
    const ran = await store.migrate();
    print(ran.length === 0 ? 'the tables are up to date' : `made: ${ran.join(', ')}`);
    return ExitCode.ok;
  });
}
