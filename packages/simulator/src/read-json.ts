import type { Context } from 'hono';

/** The body of a request; undefined where it is not JSON. */
export const readJson = (c: Context): Promise<unknown> => c.req.json<unknown>().catch(() => undefined);
