import { acknowledgeRule, type PipelineContext } from '@cueline/operate';
import {
  createEventStream,
  createHealthApp,
  fileAnswer,
  type Log,
  type Metrics,
  type PageFile,
  type ReadinessChecks,
  securityHeaders,
} from '@cueline/shared';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';
import { Tick, type Refused, type Ticked } from '../contract/panel.js';
import { checkLink } from '../link/link.js';
import type { Follower } from '../reading/follow-calls.js';
import type { PanelSettings } from '../settings.js';
import type { Panels } from './panels.js';

/** Under which the page and its stream are; everything else on the port is for operators. */
export const PANEL_PATH = '/panel';

const MAX_BODY_BYTES = 4 * 1024;
const ANSWER_WITHIN_MS = 10_000;
/** When a page asks again that was refused because too many are open. */
const ASK_AGAIN_MS = 15_000;

export interface AppContext {
  readonly settings: Pick<
    PanelSettings,
    'PANEL_SECRET' | 'PANEL_FRAME_ANCESTORS' | 'PANEL_MAX_STREAMS' | 'PANEL_READ_ONLY'
  >;
  readonly panels: Panels;
  readonly follower: Follower;
  readonly pipeline: PipelineContext;
  readonly page: ReadonlyMap<string, PageFile>;
  readonly metrics: Metrics;
  readonly checks: ReadinessChecks;
  readonly log: Log;
}

/** All that answers HTTP requests. Whoever has a link sees its call, and may tick off what it owes. */
export function createApp(context: AppContext): Hono {
  const { settings, page, metrics, checks, log } = context;
  const headers = securityHeaders(settings.PANEL_FRAME_ANCESTORS);
  const app = new Hono();
  app.use(async (asked, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) asked.res.headers.set(name, value);
    if (!asked.res.headers.has('Cache-Control')) asked.res.headers.set('Cache-Control', 'no-store');
  });
  app.get(PANEL_PATH, (asked) => asked.redirect(`${PANEL_PATH}/${new URL(asked.req.url).search}`));
  app.get(`${PANEL_PATH}/live`, (asked) => openStream(asked, context));
  app.post(`${PANEL_PATH}/tick`, bodyLimit({ maxSize: MAX_BODY_BYTES }), timeout(ANSWER_WITHIN_MS), async (asked) =>
    asked.json(await tick(asked, context)),
  );
  app.get(`${PANEL_PATH}/*`, (asked) => {
    const path = asked.req.path.slice(PANEL_PATH.length);
    const file = page.get(path === '/' ? '/index.html' : path);
    if (file !== undefined) return fileAnswer(file);
    if (path !== '/') return asked.notFound();
    return asked.text('The page was not built: run `npm run setup`.', 503);
  });
  app.mount('/', createHealthApp({ metrics, checks }).fetch);
  app.onError((error, asked) => {
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ err: error, path: asked.req.routePath }, 'a request failed');
    return asked.json({ isDone: false, why: 'Cueline could not do it just now' } satisfies Ticked, 503);
  });
  return app;
}

/** Opens the stream of a page: what it is for says its link. */
function openStream(asked: Context, { settings, panels, follower }: AppContext): Response {
  const checked = checkLink(asked.req.query(), settings.PANEL_SECRET, Date.now());
  if (checked.kind !== 'good') return refusal(checked.kind);
  if (panels.count() >= settings.PANEL_MAX_STREAMS) return refusal('full');
  const stream = createEventStream(asked, {
    headers: securityHeaders(settings.PANEL_FRAME_ANCESTORS),
    now: () => performance.now(),
    onClose: () => panels.remove(stream.id),
  });
  const { target, untilMs } = checked;
  panels.add(stream, target, untilMs);
  // it is read at once: all others may take a while after a start
  if ('call' in target && follower.call(target.call) === undefined)
    void follower.readNow(target.call).finally(() => panels.show(stream.id));
  return stream.response;
}

/** A stream that says why there is none: browsers do not tell a page with what status a stream was refused. */
function refusal(reason: Refused['reason']): Response {
  const data = JSON.stringify({ reason } satisfies Refused);
  return new Response(`retry: ${ASK_AGAIN_MS}\nevent: refused\ndata: ${data}\n\n`, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

const UNDONE = {
  over: 'the call is over',
  busy: 'the call changes all the time: try again',
} as const;

/** Ticks a disclosure off for the agent of the call. */
async function tick({ req }: Context, { settings, panels, pipeline }: AppContext): Promise<Ticked> {
  const site = req.header('Sec-Fetch-Site');
  const isJson = /^application\/json\s*(?:;|$)/i.test(req.header('Content-Type') ?? '');
  if ((site !== undefined && site !== 'same-origin') || !isJson) throw new HTTPException(403);
  const parsed = Tick.safeParse(await req.json().catch(() => undefined));
  if (!parsed.success) throw new HTTPException(400);
  const { link, id, rule, how, reason } = parsed.data;
  const refuse = (why: string): Ticked => ({ isDone: false, why });
  const checked = checkLink(link, settings.PANEL_SECRET, Date.now());
  if (checked.kind !== 'good') return refuse('this link is no longer good: ask for another');
  if (settings.PANEL_READ_ONLY === 'on') return refuse('nothing may be ticked off here');
  const call = panels.callOf(checked.target)?.known;
  if (call?.id !== id) return refuse(UNDONE.over);
  const disclosure = call.pack.disclosures.find((each) => each.id === rule);
  if (how === 'waived' && disclosure?.waivable !== true) return refuse('it belongs to every call');
  if (how === 'said' && reason === '') return refuse('say why');
  const because = how === 'said' ? reason : ['not in this call', reason].filter((part) => part !== '').join(': ');
  const agent = call.agent ?? ('agent' in checked.target ? checked.target.agent : 'agent');
  const done = await acknowledgeRule(pipeline, id, { rule, user: `${agent} (panel)`, reason: because });
  if (done.became === 'unknown') return refuse(done.why);
  return done.became === 'done' || done.became === 'already' ? { isDone: true } : refuse(UNDONE[done.became]);
}
