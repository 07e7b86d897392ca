import {
  createHealthApp,
  fileAnswer,
  type Log,
  type Metrics,
  type PageFile,
  type ReadinessChecks,
} from '@cueline/shared';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getPath } from 'hono/utils/url';
import { ZodError } from 'zod';
import type { Failure } from '../contract/common.js';
import { SECURITY_HEADERS } from '../access/headers.js';
import { NoRoleError } from '../access/claims.js';
import type { Identify } from '../access/identify.js';
import { type GuardOptions, refuseRequest } from '../access/request-guard.js';
import { addressOf } from './request.js';
import { assertMay, HttpError, type Route } from './route.js';

const MAX_BODY_BYTES = 64 * 1024;
const ANSWER_WITHIN_MS = 10_000;
/** Acts wait for others: to forget a call is to wait until archivers hold none of its outcomes. */
const ACT_WITHIN_MS = 60_000;
/** Trying rules on recorded calls has a time limit of its own, a minute. */
const ANALYSE_WITHIN_MS = 90_000;

const WITHIN_MS: Partial<Record<Route['need'], number>> = { operate: ACT_WITHIN_MS, analyse: ANALYSE_WITHIN_MS };

export interface AppContext {
  readonly routes: readonly Route[];
  readonly access: { readonly identify: Identify; readonly guard: GuardOptions };
  /** The path under which browsers find it; the proxy before it may have taken it off. */
  readonly base?: string | undefined;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly metrics: Metrics;
  readonly checks: ReadinessChecks;
  readonly log: Log;
}

/** All that answers HTTP requests: each passes the guard first, and each route has its rule. */
export function createApp({
  routes,
  access: { identify, guard },
  base = '',
  page,
  metrics,
  checks,
  log,
}: AppContext): Hono {
  const app = new Hono({ getPath: (request) => pathUnder(base, getPath(request)) });
  const whoAsks = (context: Context) => identify(context.req.raw.headers, addressOf(context));
  app.use(async (context, next) => {
    const refusal = refuseRequest(context.req.raw, { ...guard, path: context.req.path });
    if (refusal === undefined) await next();
    else context.res = failure(context, refusal.status, 'not_allowed', refusal.message);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  });
  const limited = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseLength });
  const hasOwnLimit = new Set(routes.filter((route) => route.maxBodyBytes !== undefined).map(({ path }) => path));
  app.use('/api/*', (context, next) => (hasOwnLimit.has(context.req.path) ? next() : limited(context, next)));
  for (const route of routes) {
    app.on(route.method, route.path, async (context) => {
      const principal = await withinTime(whoAsks(context), ANSWER_WITHIN_MS);
      assertMay(route.need, principal);
      const asked = { context, gone: context.req.raw.signal };
      const withinMs = WITHIN_MS[route.need] ?? ANSWER_WITHIN_MS;
      if (route.need === 'nobody') return withinTime(route.answer(asked, principal), withinMs);
      if (principal === undefined) throw new HttpError(401, 'not_logged_in', 'log in first');
      const answer = () => withinTime(route.answer(asked, principal), withinMs);
      if (route.maxBodyBytes === undefined) return answer();
      // a long body is taken from those who may send it
      const longer = bodyLimit({ maxSize: route.maxBodyBytes, onError: refuseLength });
      return (await longer(context, async () => void (context.res = await answer()))) ?? context.res;
    });
  }
  const health = createHealthApp({ metrics, checks });
  app.get('/healthz', (context) => health.fetch(context.req.raw));
  app.get('/readyz', async (context) => {
    const answer = await health.fetch(context.req.raw);
    // its reasons name what not everybody has to know
    return guard.hasLogin ? context.json({ ready: answer.ok }, answer.ok ? 200 : 503) : answer;
  });
  app.get('/metrics', async (context) => {
    assertMay('view all', await whoAsks(context));
    return health.fetch(context.req.raw);
  });
  app.get('*', (context) => pageAnswer(context, page));
  app.notFound((context) => failure(context, 404, 'not_found', 'there is nothing here'));
  app.onError((error, context) => {
    if (error instanceof HttpError) return failure(context, error.status, error.code, error.message);
    if (error instanceof NoRoleError) return failure(context, 403, 'not_allowed', error.message);
    if (error instanceof ZodError) return failure(context, 400, 'bad_request', describe(error));
    log.error({ err: error, path: context.req.routePath }, 'a request failed');
    return failure(context, 503, 'unavailable', 'this could not be answered; the log of the console says why');
  });
  return app;
}

const pathUnder = (base: string, path: string): string =>
  base !== '' && (path === base || path.startsWith(`${base}/`)) ? path.slice(base.length) || '/' : path;

const refuseLength = (context: Context) => failure(context, 413, 'bad_request', 'the body is too long');

/** Commands wait while Redis is away; people do not. */
async function withinTime<T>(answer: Promise<T>, withinMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const error = new HttpError(503, 'redis_away', 'Redis does not answer');
    timer = setTimeout(() => reject(error), withinMs);
  });
  try {
    return await Promise.race([answer, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function failure(context: Context, status: HttpError['status'], code: string, message: string): Response {
  return context.json({ error: { code, message } } satisfies Failure, status);
}

const describe = ({ issues }: ZodError) =>
  issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');

/** A file of the page; every other path but those of the API is one of its views. */
function pageAnswer(context: Context, page: ReadonlyMap<string, PageFile>): Response | Promise<Response> {
  const { path } = context.req;
  if (path.startsWith('/api/') || path.startsWith('/assets/')) {
    const asset = page.get(path);
    return asset === undefined ? context.notFound() : fileAnswer(asset);
  }
  const file = page.get(path) ?? page.get('/index.html');
  if (file === undefined)
    return context.text('The page was not built: run `npm run setup`. The API is under /api/.', 503);
  return fileAnswer(file);
}
