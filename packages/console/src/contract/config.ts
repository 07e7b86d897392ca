import { z } from 'zod';
import { Role } from './common.js';

export const View = z.enum(['now', 'flow', 'queues', 'rules', 'reports', 'audit']);
export type View = z.infer<typeof View>;

export const ActName = z.enum(['acknowledge', 'pause', 'resume', 'put-back', 'discard', 'restore', 'retry', 'forget']);
export type ActName = z.infer<typeof ActName>;

/** Who looks. */
export const Viewer = z.object({
  name: z.string(),
  role: Role,
  /** The attributes that calls must have for this viewer to see them; absent: all calls. */
  scope: z.record(z.string(), z.array(z.string())).optional(),
  /** Whether there is a session that can be ended: `POST /api/logout`. */
  canLogOut: z.boolean(),
});
export type Viewer = z.infer<typeof Viewer>;

/** `GET /api/config`: also answered without a login. */
export const Config = z.object({
  version: z.string(),
  /** `KEY_PREFIX`. */
  prefix: z.string(),
  /**
   * `none`: whoever reaches this console may act. `token`: `POST /api/login` with `{ token }`. `oidc`: navigate to `/login`.
   * `proxy`: the proxy before the console says who it is.
   */
  login: z.enum(['none', 'token', 'oidc', 'proxy']),
  /** Whether there are tokens besides. */
  hasTokens: z.boolean(),
  /** Absent while a login is wanted. */
  viewer: Viewer.optional(),
  /** The views that this viewer has, in the order of the navigation. */
  views: z.array(View),
  /** The acts that this viewer may do. */
  acts: z.array(ActName),
  /** Whether this viewer may try rules on recorded calls, and read what was said in them. */
  analyses: z.boolean(),
  /** Where days begin: `REPORT_TIME_ZONE`. */
  timeZone: z.string(),
});
export type Config = z.infer<typeof Config>;

/** `POST /api/login`: answers `Config`, and sets the session's cookie. */
export const Login = z.object({ token: z.string().max(512) });
export type Login = z.infer<typeof Login>;

/** `POST /api/logout`: where to go to log out of the identity provider, too. */
export const LoggedOut = z.object({ location: z.string().optional() });
export type LoggedOut = z.infer<typeof LoggedOut>;
