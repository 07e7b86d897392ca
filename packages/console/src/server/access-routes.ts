import type { Context } from 'hono';
import { NoRoleError } from '../access/claims.js';
import type { Principal } from '../access/principal.js';
import { sessionCookie } from '../access/sessions.js';
import { type Config, type LoggedOut, Login } from '../contract/config.js';
import type { ConsoleParts } from './console-parts.js';
import { addressOf, body } from './request.js';
import { HttpError, type Route } from './route.js';

type ConfigOf = (parts: ConsoleParts, principal: Principal | undefined) => Config;

/** Who looks, and how one becomes somebody who may. */
export function accessRoutes(parts: ConsoleParts, configOf: ConfigOf): Route[] {
  const { settings, access, viewers } = parts;
  const { sessions, findByToken, loginLimit, oidc } = access;
  return [
    {
      method: 'GET',
      path: '/api/config',
      need: 'nobody',
      answer: async ({ context }, principal) => context.json(configOf(parts, principal)),
    },
    {
      method: 'POST',
      path: '/api/login',
      need: 'nobody',
      async answer({ context }) {
        const { token } = Login.parse(await body(context));
        const address = addressOf(context);
        if (!(await loginLimit.isOpen(address)))
          throw new HttpError(429, 'too_many', 'too many wrong tokens: wait a minute');
        const principal = findByToken?.(token);
        if (principal === undefined) {
          await loginLimit.fail(address);
          throw new HttpError(401, 'not_logged_in', 'nobody has this token');
        }
        context.header('Set-Cookie', sessionCookie(await sessions.begin(principal)));
        const role = settings.CONSOLE_READ_ONLY === 'on' ? 'view' : principal.role;
        return context.json(configOf(parts, { ...principal, role, session: 'new' }));
      },
    },
    {
      method: 'POST',
      path: '/api/logout',
      need: 'nobody',
      async answer({ context }, principal) {
        const idToken = principal?.session === undefined ? undefined : await sessions.end(principal.session);
        await viewers.check();
        context.header('Set-Cookie', sessionCookie(''));
        const location = idToken === undefined ? undefined : await oidc?.logoutLocation(idToken);
        return context.json({ location } satisfies LoggedOut);
      },
    },
    ...(oidc === undefined ? [] : oidcRoutes(parts, oidc)),
  ];
}

function oidcRoutes(
  { access, settings, log }: ConsoleParts,
  oidc: NonNullable<ConsoleParts['access']['oidc']>,
): Route[] {
  const { logins, sessions } = access;
  const base = settings.CONSOLE_URL?.path ?? '';
  return [
    {
      method: 'GET',
      path: '/login',
      need: 'nobody',
      async answer({ context }) {
        const started = await oidc.begin().catch((error: unknown) => {
          log.warn({ err: error }, 'the identity provider could not be asked');
          return undefined;
        });
        if (started === undefined) return context.text('The identity provider does not answer. Try again later.', 503);
        context.header('Set-Cookie', await logins.keep(started.begun, ownPath(context.req.query('to'))));
        return context.redirect(started.location, 303);
      },
    },
    {
      method: 'GET',
      path: '/login/callback',
      need: 'nobody',
      async answer({ context }) {
        const kept = await logins.take(context.req.header('Cookie') ?? null);
        context.header('Set-Cookie', logins.cleared, { append: true });
        if (kept === undefined)
          return refuse(context, 'This login was not begun in this browser, or took too long.', base);
        try {
          const { principal, idToken } = await oidc.finish(new URL(context.req.url).search, kept);
          context.header('Set-Cookie', sessionCookie(await sessions.begin(principal, idToken)), { append: true });
          return context.redirect(base + kept.returnTo, 303);
        } catch (error) {
          if (error instanceof NoRoleError)
            return refuse(context, `You may not use this console: ${error.message}.`, base);
          log.warn({ err: error }, 'a login was refused');
          return refuse(context, 'The identity provider refused the login, or its answer cannot be trusted.', base);
        }
      },
    },
  ];
}

/** A page of its own: whoever reads it has no session. */
const refuse = (context: Context, sentence: string, base: string) =>
  context.text(`${sentence}\n\nTry again: ${base}/login\n`, 403);

/** A path of this console, and nothing that a browser would take for another host. */
function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}
