import { ExitCode } from '../host/exit-code.js';
import type { Finding } from './finding.js';
import { findNotes } from './find-notes.js';
import { readElsewhere, type Elsewhere } from './elsewhere.js';
import { findWrong } from './find-wrong.js';
import { findingsText } from './findings-text.js';
import type { Host } from '../host/host.js';
import { paintFindings } from './paint-findings.js';
import { printable } from '../host/printable.js';
import { processTable } from './process-table.js';
import { readStatus } from './status.js';
import { statusTable } from './status-table.js';
import { withRedis } from '../redis/with-redis.js';

/**
 * Prints how the pipeline is; returns the exit code.
 *
 * @throws CommandError
 */
export function runStatus({ json }: { json: boolean }, { env, stdout, print }: Host): Promise<number> {
  return withRedis(env, async (redis, { KEY_PREFIX: prefix }) => {
    const status = await readStatus({ redis, prefix });
    const wrong =
      status === undefined ? [nothingStarted(prefix, await readElsewhere(redis, prefix))] : findWrong(status);
    const notes = status === undefined ? [] : findNotes(status);
    const findings = wrong.map(({ what, remedy }) => ({ what, remedy }));
    if (json) {
      print(JSON.stringify({ ...status, wrong: wrong.map(({ what }) => what), findings, notes }, undefined, 2));
    } else {
      if (status !== undefined) print(`${statusTable(status)}\n\n${processTable(status.processes)}\n`);
      const text = findingsText({ wrong, notes, columns: stdout.columns });
      if (stdout.isTTY) stdout.write(`${paintFindings(printable(text))}\n`);
      else print(text);
    }
    return wrong.length === 0 ? ExitCode.ok : ExitCode.foundWrong;
  });
}

function nothingStarted(prefix: string, elsewhere: readonly Elsewhere[]): Finding {
  const others = elsewhere.map((other) => `'${other.prefix}'`).join(', ');
  return {
    what: `nothing has been started under the prefix '${prefix}'${others === '' ? '' : `; processes run under ${others}`}`,
    remedy: 'Check KEY_PREFIX and REDIS_URL.',
  };
}
