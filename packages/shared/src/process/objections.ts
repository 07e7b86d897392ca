import type { StoredObjection } from '../stored/heartbeat.js';

/** Why something is not as it should be; with a remedy if the reason alone does not suggest it. */
export type Objection = string | { readonly reason: string; readonly remedy: string };

/** Returns why a process is not ready, or undefined if it is ready. */
export type ReadinessCheck = () => Objection | undefined;

/** Named checks; a process is ready when none of them objects. */
export type ReadinessChecks = Map<string, ReadinessCheck>;

/** Lists what the checks object to now. */
export function listObjections(checks: ReadinessChecks): StoredObjection[] {
  return [...checks].flatMap(([check, objectionOf]) => {
    const objection = objectionOf();
    if (objection === undefined) return [];
    return [{ check, ...(typeof objection === 'string' ? { reason: objection } : objection) }];
  });
}
