import { describeHold } from '@cueline/operate';
import type { Shell } from '../contract/live.js';
import type { KnownCall } from './call-row.js';
import type { Judged } from './pipeline-status.js';

/** A call that was heard within it is being heard. */
const HEARD_MS = 60_000;

export interface ShellParts {
  readonly atMs: number;
  readonly watermarkMs: number | undefined;
  readonly judged: Judged | undefined;
  readonly calls: readonly KnownCall[];
  readonly read: Shell['read'];
  readonly cost: Shell['cost'];
}

/** What stands above every view. */
export function shellOf({ atMs, watermarkMs, judged, calls, read, cost }: ShellParts): Shell {
  const heard = calls.filter(({ row }) => row.lastHeardAtMs > atMs - HEARD_MS).length;
  const hold = judged?.status?.hold;
  return {
    atMs,
    ...(watermarkMs === undefined ? {} : { watermarkMs }),
    health: judged?.status === undefined ? 'unknown' : judged.findings.length === 0 ? 'well' : 'wrong',
    findings: (judged?.findings ?? []).map(({ what, remedy }) => ({
      what,
      ...(remedy === undefined ? {} : { remedy }),
    })),
    notes: [...(judged?.notes ?? [])],
    coverage: {
      live: calls.length,
      heard,
      silent: calls.length - heard,
      unheard: calls.filter(({ row }) => row.isUnheard).length,
    },
    read,
    cost,
    ...(hold === undefined
      ? {}
      : { hold: { reason: hold.reason, sentence: describeHold(hold).what, untilMs: hold.untilMs } }),
  };
}
