import { isDeepStrictEqual } from 'node:util';
import { createEventStream } from '@cueline/shared';
import type { Context } from 'hono';
import { type ActName, ActName as ActNames, type Config, type View } from '../contract/config.js';
import { LiveAsk } from '../contract/live.js';
import { Shelf } from '../contract/queues.js';
import { ReportAsk } from '../contract/reports.js';
import { TrySpeech } from '../contract/rules.js';
import { SECURITY_HEADERS } from '../access/headers.js';
import { ActError, acts } from '../acts/perform.js';
import type { Principal } from '../access/principal.js';
import { isInScope } from '../access/scope.js';
import { accessRoutes } from './access-routes.js';
import { analysisRoutes } from './analysis-routes.js';
import { readAudit } from '../acts/read-audit.js';
import { addressOf, body } from './request.js';
import { HttpError, type Route } from './route.js';
import type { ConsoleParts } from './console-parts.js';

/** All places of the API, each with its rule. */
export function createRoutes(parts: ConsoleParts): Route[] {
  return [
    ...accessRoutes(parts, configOf),
    ...viewRoutes(parts),
    ...analysisRoutes(parts),
    ...reportRoutes(parts),
    ...actRoutes(parts),
  ];
}

function viewRoutes(parts: ConsoleParts): Route[] {
  const { viewers, settings, reader, access } = parts;
  return [
    {
      method: 'GET',
      path: '/api/live',
      need: 'view',
      async answer({ context }, principal) {
        const ask = LiveAsk.parse(context.req.query());
        const { headers } = context.req.raw;
        const address = addressOf(context);
        if (viewers.count() >= settings.CONSOLE_MAX_VIEWERS)
          throw new HttpError(429, 'too_many', 'too many pages are open (CONSOLE_MAX_VIEWERS)');
        const stream = createEventStream(context, {
          headers: SECURITY_HEADERS,
          now: () => performance.now(),
          onClose: () => viewers.remove(stream.id),
        });
        const mayStay = async () => isDeepStrictEqual(await access.identify(headers, address), principal);
        viewers.add({ stream, ask, scope: principal.scope, mayStay });
        reader.wake();
        return stream.response;
      },
    },
    {
      method: 'POST',
      path: '/api/live/:stream',
      need: 'view',
      async answer({ context }, { scope }) {
        const ask = LiveAsk.parse(await body(context));
        if (!viewers.look(context.req.param('stream') ?? '', ask, scope))
          throw new HttpError(404, 'not_found', 'there is no such stream: open one again');
        return context.json({});
      },
    },
    {
      method: 'GET',
      path: '/api/calls',
      need: 'view',
      answer: async ({ context }, { scope }) => context.json(await reader.find(context.req.query('q') ?? '', scope)),
    },
    {
      method: 'GET',
      path: '/api/calls/:id',
      need: 'view',
      async answer({ context }, { scope }) {
        const id = callId(context.req.param('id'));
        const detail = await reader.call(id);
        // whether there is a call that one may not see is not said
        if (detail === undefined || !isInScope(scope, detail.attributes))
          throw new HttpError(404, 'not_found', `nothing is known of ${id}`);
        return context.json(detail);
      },
    },
    {
      method: 'GET',
      path: '/api/flow',
      need: 'view',
      answer: async ({ context }) => context.json(await reader.flow()),
    },
    {
      method: 'GET',
      path: '/api/queues',
      need: 'view all',
      answer: async ({ context }) => context.json(await reader.queues()),
    },
    {
      method: 'GET',
      path: '/api/queues/:shelf',
      need: 'view all',
      async answer({ context }) {
        const shelf = Shelf.safeParse(context.req.param('shelf'));
        if (!shelf.success) throw new HttpError(404, 'not_found', 'there is no such shelf');
        const { reason, before } = context.req.query();
        if (before !== undefined && !/^\d+-\d+$/.test(before))
          throw new HttpError(400, 'bad_request', 'before should be the id of an entry');
        return context.json(await reader.shelf(shelf.data, { reason, before }));
      },
    },
    {
      method: 'GET',
      path: '/api/rules',
      need: 'view all',
      answer: async ({ context }) => context.json(await reader.rules()),
    },
    {
      method: 'POST',
      path: '/api/rules/try',
      need: 'view',
      async answer({ context }) {
        const tried = await reader.trySpeech(TrySpeech.parse(await body(context)));
        if (tried === undefined) throw new HttpError(404, 'not_found', 'no rules are in force');
        return context.json(tried);
      },
    },
    {
      method: 'GET',
      path: '/api/audit',
      need: 'operate',
      async answer({ context }, { scope }) {
        if (scope !== undefined)
          throw new HttpError(403, 'not_allowed', 'only those who may see all calls may see this');
        const before = context.req.query('before');
        if (before !== undefined && !/^\d+-\d+$/.test(before))
          throw new HttpError(400, 'bad_request', 'before should be the id of an entry');
        const { pipeline, openStore } = parts.performing;
        const store = await openStore().catch(() => undefined); // Redis has the latest acts
        return context.json(await readAudit(parts.audit, { prefix: pipeline.prefix, store }, before));
      },
    },
  ];
}

function reportRoutes({ reader }: ConsoleParts): Route[] {
  const askOf = (context: Context) => {
    const { by, since, until } = context.req.query();
    return ReportAsk.parse({ by, since, until, where: context.req.queries('where') ?? [] });
  };
  const file = (format: 'csv' | 'ndjson', type: string): Route => ({
    method: 'GET',
    path: `/api/reports.${format}`,
    need: 'view',
    async answer({ context }, { scope }) {
      const text = await reader.reportFile(askOf(context), format, scope);
      context.header('Content-Type', type);
      context.header('Content-Disposition', `attachment; filename="cueline-report.${format}"`);
      return context.body(text);
    },
  });
  return [
    {
      method: 'GET',
      path: '/api/reports',
      need: 'view',
      answer: async ({ context }, { scope }) => context.json(await reader.report(askOf(context), scope)),
    },
    {
      method: 'GET',
      path: '/api/reports/calls',
      need: 'view',
      async answer({ context }, { scope }) {
        const { rule, verdict } = context.req.query();
        return context.json(await reader.reportCalls(askOf(context), { rule, verdict }, scope));
      },
    },
    file('csv', 'text/csv; charset=utf-8'),
    file('ndjson', 'application/x-ndjson; charset=utf-8'),
  ];
}

type Act = NonNullable<(typeof acts)[ActName]>;
interface ActAsked {
  readonly context: Context;
  readonly principal: Principal;
}

function actRoutes(parts: ConsoleParts): Route[] {
  return availableActs(parts).map(([name, act]): Route => ({
    method: 'POST',
    path: `/api/acts/${name}`,
    need: 'operate',
    answer: async ({ context }, principal) => context.json(await perform(name, act, { context, principal }, parts)),
  }));
}

async function perform(name: ActName, act: Act, { context, principal }: ActAsked, parts: ConsoleParts) {
  const { asked, plan: planFor } = act(await body(context));
  await assertInScope(asked.interactionId, principal, parts);
  try {
    const { target, preview, reason, act: run } = await planFor(principal.name, parts.performing);
    if (context.req.query('preview') === '1') return preview;
    const { name: user, role } = principal;
    const address = addressOf(context);
    // up to where letters are meant may be another when the same is asked for again
    const { id: actId, upTo: _, ...rest } = asked;
    const asks = { actId, asked: rest, act: name, target, before: preview.matches };
    const intent = { ...asks, user, role, address, ...(reason === undefined ? {} : { reason }) };
    const result = await parts.audit.record(intent, run);
    if (result === 'under way')
      throw new HttpError(409, 'conflict', 'this was asked for before: it is under way, or has failed');
    if (result === 'another act')
      throw new HttpError(409, 'conflict', 'this id is that of another act: take a new one');
    return result;
  } catch (error) {
    if (error instanceof ActError) throw new HttpError(409, 'conflict', error.message);
    throw error;
  }
}

/** Those who see some calls may act on these alone. */
async function assertInScope(id: string | undefined, { scope }: Principal, { reader }: ConsoleParts): Promise<void> {
  if (scope === undefined) return;
  const detail = id === undefined ? undefined : await reader.call(id);
  if (detail === undefined || !isInScope(scope, detail.attributes))
    throw new HttpError(403, 'not_allowed', 'this is about more than the calls that you may see');
}

function availableActs({ settings }: ConsoleParts): [ActName, Act][] {
  if (settings.CONSOLE_READ_ONLY === 'on') return [];
  return ActNames.options.flatMap((name): [ActName, Act][] => {
    const act = acts[name];
    return act === undefined ? [] : [[name, act]];
  });
}

function configOf(parts: ConsoleParts, principal: Principal | undefined): Config {
  const { settings, version, access } = parts;
  const isWhole = principal !== undefined && principal.scope === undefined;
  const views: View[] = [
    'now',
    'flow',
    ...(isWhole ? (['queues', 'rules'] as const) : []),
    ...(settings.ARCHIVE_URL === undefined ? [] : (['reports'] as const)),
    ...(isWhole && principal.role === 'operate' ? (['audit'] as const) : []),
  ];
  return {
    version,
    prefix: settings.KEY_PREFIX,
    login: access.login,
    hasTokens: access.findByToken !== undefined,
    ...(principal === undefined
      ? {}
      : {
          viewer: {
            name: principal.name,
            role: principal.role,
            ...(principal.scope === undefined ? {} : { scope: scopeOf(principal.scope) }),
            canLogOut: principal.session !== undefined,
          },
        }),
    views: principal === undefined ? [] : views,
    acts: principal?.role === 'operate' ? availableActs(parts).map(([name]) => name) : [],
    analyses: isWhole && principal.role !== 'view',
    timeZone: settings.REPORT_TIME_ZONE,
  };
}

const scopeOf = (scope: NonNullable<Principal['scope']>) =>
  Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]]));

/** The id in a path, which hono has decoded. */
function callId(id: string | undefined): string {
  if (id === undefined || id === '' || id.length > 512)
    throw new HttpError(400, 'bad_request', 'the id is missing, or too long');
  return id;
}
