import type { Context } from 'hono';
import type { Principal } from '../access/principal.js';

/**
 * Who may ask for it: anybody that reaches the console; who has logged in; who sees all calls; who sees all calls and may also read
 * what was said in them; who may act.
 */
export type Need = 'nobody' | 'view' | 'view all' | 'analyse' | 'operate';

interface Asked {
  readonly context: Context;
  /** The connection was closed by the other side. */
  readonly gone: AbortSignal;
}

/** A place of the API. Each has a rule; there is no other way to add one. */
export type Route = { readonly method: 'GET' | 'POST'; readonly path: string; readonly maxBodyBytes?: number } & (
  | { readonly need: 'nobody'; readonly answer: (asked: Asked, principal: Principal | undefined) => Promise<Response> }
  | {
      readonly need: Exclude<Need, 'nobody'>;
      readonly answer: (asked: Asked, principal: Principal) => Promise<Response>;
    }
);

/** What is answered instead of what was asked for. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503;
  readonly code: string;
  constructor(status: HttpError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Whether somebody may ask for it; throws what to answer if not. */
export function assertMay(need: Need, principal: Principal | undefined): void {
  if (need === 'nobody') return;
  if (principal === undefined) throw new HttpError(401, 'not_logged_in', 'log in first');
  if ((need === 'view all' || need === 'analyse') && principal.scope !== undefined)
    throw new HttpError(403, 'not_allowed', 'only those who may see all calls may see this');
  if (need === 'analyse' && principal.role === 'view')
    throw new HttpError(403, 'not_allowed', 'only the roles analyse and operate may do this');
  if (need === 'operate' && principal.role !== 'operate')
    throw new HttpError(403, 'not_allowed', 'only the role operate may do this');
}
