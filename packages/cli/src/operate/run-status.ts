import { ExitCode } from '../host/exit-code.js';
import type { Finding } from '@cueline/operate';
import { findNotes, findShadowNotes } from '@cueline/operate';
import { readElsewhere, type Elsewhere } from '@cueline/operate';
import { findWrong } from '@cueline/operate';
import { findingsText } from './findings-text.js';
import type { Host } from '../host/host.js';
import { colorsFor } from '../host/colors.js';
import { paintTables } from './paint-tables.js';
import { printable } from '../host/printable.js';
import { processTable } from './process-table.js';
import { readStatus } from '@cueline/operate';
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
    const notes = status === undefined ? [] : [...findNotes(status), ...findShadowNotes(status)];
    if (json) {
      print(
        JSON.stringify(
          {
            ...status,
            wrong: wrong.map(({ what }) => what),
            findings: wrong.map(({ what, remedy }) => ({ what, remedy })),
            notes,
          },
          undefined,
          2,
        ),
      );
    } else {
      const colors = colorsFor(stdout);
      const { columns } = stdout;
      const tables =
        status === undefined ? [] : [statusTable(status), '', processTable(status, { isWhole: !stdout.isTTY }), ''];
      const text = paintTables(printable(tables.join('\n')), colors);
      const findings = findingsText({
        wrong: wrong.map(printableFinding),
        notes: notes.map(printable),
        columns,
        colors,
      });
      const all = tables.length === 0 ? findings : `${text}\n${findings}`;
      if (stdout.isTTY) stdout.write(`${all}\n`);
      else print(all);
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

/** Values that came from frames may hold anything. */
const printableFinding = ({ what, remedy }: Finding): Finding => ({
  what: printable(what),
  remedy: remedy === undefined ? undefined : printable(remedy),
});
