import type { Role } from '../contract/common.js';
import type { Scope } from './scope.js';

/** Who asks. */
export interface Principal {
  readonly name: string;
  readonly role: Role;
  readonly scope?: Scope | undefined;
  /** The session, if it is one: a digest of its secret. */
  readonly session?: string;
}
