import type { Objection } from '@cueline/shared';

/** What one check found. */
export interface Diagnosis {
  readonly check: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export const ok = (check: string, says: string): Diagnosis => ({ check, state: 'ok', says });
export const warn = (check: string, objection: Objection): Diagnosis => ({
  check,
  state: 'warn',
  ...worded(objection),
});
export const fail = (check: string, objection: Objection): Diagnosis => ({
  check,
  state: 'fail',
  ...worded(objection),
});
/** A check that had nothing to go by, because another failed. */
export const unchecked = (check: string, because: string): Diagnosis => warn(check, `not checked: ${because}`);

const worded = (objection: Objection) =>
  typeof objection === 'string' ? { says: objection } : { says: objection.reason, remedy: objection.remedy };
