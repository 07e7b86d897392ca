import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { HttpError } from './route.js';

/** The body of a request, as JSON. */
export async function body(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch {
    throw new HttpError(400, 'bad_request', 'the body should be JSON');
  }
}

/** From where a request comes; behind a proxy that is the proxy. */
export function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? '';
}
