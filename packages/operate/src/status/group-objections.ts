import type { StoredObjection } from '@cueline/shared';
import type { Finding } from './finding.js';
import type { ProcessStatus } from './processes.js';
import { count, LIMITS } from './wrong-words.js';

/** What keeps processes from being ready, each reason once. Where Redis is away nothing else counts. */
export function objections(
  running: readonly ProcessStatus[],
  isShown: (objection: StoredObjection) => boolean,
): Finding[] {
  return grouped(running, ({ beat: { objections: all, upMs }, seenAgoMs }) => {
    const redis = all.filter(({ check }) => check === 'redis');
    if (redis.length === 0) return all;
    return upMs + seenAgoMs < LIMITS.startedMs ? [] : redis; // at first its connections are being opened
  })
    .filter(({ objection, kind }) => isShown(objection) || (kind !== 'ingest' && objection.check === 'token'))
    .map(say);
}

/**
 * What else is wrong with processes, without what keeps them from being ready and so has been said.
 *
 * @param isPassedOver whether what keeps a process from being ready was not said
 */
export const warnings = (
  running: readonly ProcessStatus[],
  isShown: (warning: StoredObjection) => boolean,
  isPassedOver: (one: ProcessStatus) => boolean,
): Finding[] =>
  grouped(running, (one) => {
    const { warnings: all, objections: said } = one.beat;
    return all.filter(
      (warning) => isShown(warning) && (isPassedOver(one) || !said.some(({ check }) => check === warning.check)),
    );
  }).map(say);

interface Group {
  readonly kind: string;
  readonly objection: StoredObjection;
  readonly affected: number;
  readonly all: number;
}

/** Groups what processes object to, by kind of process and check. */
function grouped(running: readonly ProcessStatus[], list: (one: ProcessStatus) => readonly StoredObjection[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of running) {
    for (const objection of list(one)) {
      // Redis is the same for all.
      const kind = objection.check === 'redis' ? 'process' : one.beat.kind;
      const key = `${kind} ${objection.check}`;
      const all = running.filter(({ beat }) => kind === 'process' || beat.kind === kind).length;
      const known = groups.get(key) ?? { kind, objection, affected: 0, all };
      groups.set(key, { ...known, affected: known.affected + 1 });
    }
  }
  return [...groups.values()];
}

function say({ kind, objection, affected, all }: Group): Finding {
  const who = affected === all ? '' : `${affected} of ${count(all, kind)}: `;
  const what = objection.check === 'token' ? 'cues cannot be posted: ' : '';
  return {
    what: `${who}${what}${objection.reason}`,
    remedy: objection.remedy ?? remedyOf(objection),
    mayPass: objection.check === 'redis',
  };
}

/** What to do about a token that is missing. */
export function remedyOf(objection: StoredObjection | undefined): string | undefined {
  if (objection?.check !== 'token' || objection.reason.endsWith(' yet')) return undefined;
  return objection.reason.includes('refuses')
    ? 'Check CXONE_CLIENT_ID and CXONE_CLIENT_SECRET, and that CXone has not locked the client.'
    : 'The token endpoint fails or cannot be reached: check CXONE_TOKEN_URL, the network, and the status of CXone.';
}
