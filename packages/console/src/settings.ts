import { archiveSettings } from '@cueline/archive/settings';
import {
  choiceSetting,
  processSettings,
  redisSettings,
  setting,
  textSetting,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';
import { isLoopback } from './access/is-loopback.js';
import { parseAddresses } from './access/proxy.js';

/** Values of the claim that gives roles; `*`: whoever has logged in. */
const valuesSetting = setting('values separated by commas', (text) =>
  text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()])),
).prefault('');

/** The settings of the console; names as in the environment. */
export const ConsoleSettings = z
  .object({
    ...redisSettings,
    ...processSettings({ httpPort: 8080 }),
    ...archiveSettings,
    /** What drafts of the rules begin with on the page, and what they include lies beside. */
    RULES_FILE: textSetting('the path of a rule file').optional(),
    /** Lines `name role sha256 [attribute=value …]`: who may log in by a token. Needed to be reached from other machines. */
    CONSOLE_TOKENS_FILE: textSetting('the path of a file').optional(),
    /** Where browsers find it, if a proxy stands before it; with the path under which it is served. */
    CONSOLE_URL: setting('a URL such as https://ops.example.com/cueline', (text) => {
      const url = URL.parse(text);
      const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username === '';
      return isUsable ? { origin: url.origin, path: url.pathname.replace(/\/+$/, '') } : undefined;
    }).optional(),
    /** The company's identity provider, as it names itself. */
    CONSOLE_OIDC_ISSUER: setting('a URL with https, or http on this machine', (text) => {
      const url = URL.parse(text);
      return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname)) ? url : undefined;
    }).optional(),
    CONSOLE_OIDC_CLIENT_ID: textSetting('the client id that the identity provider gave you').optional(),
    CONSOLE_OIDC_CLIENT_SECRET: textSetting('the client secret that the identity provider gave you').optional(),
    /** What the provider is asked for. */
    CONSOLE_OIDC_SCOPES: textSetting('scopes separated by blanks').prefault('openid profile email'),
    /** Whose headers say who somebody is. */
    CONSOLE_PROXY_ADDRESSES: setting(
      'addresses or networks such as 10.0.0.0/8, separated by commas',
      parseAddresses,
    ).optional(),
    CONSOLE_PROXY_SECRET: setting('a secret of at least 16 characters', (text) =>
      text.length < 16 ? undefined : text,
    ).optional(),
    CONSOLE_PROXY_HEADERS: textSetting('how names of headers begin').prefault('X-Forwarded-'),
    /** The claim, or header, whose values give roles. */
    CONSOLE_ROLE_CLAIM: textSetting('the name of a claim').prefault('groups'),
    CONSOLE_OPERATORS: valuesSetting,
    CONSOLE_ANALYSTS: valuesSetting,
    CONSOLE_VIEWERS: valuesSetting,
    /** Attributes that calls must have to be shown, by the claim that gives their values. */
    CONSOLE_SCOPE_CLAIMS: setting('attribute=claim, separated by commas', pairsIn).prefault(''),
    /** `on`: nobody may act. */
    CONSOLE_READ_ONLY: choiceSetting(['on', 'off']).prefault('off'),
    /** Most pages that are open at a time. */
    CONSOLE_MAX_VIEWERS: wholeNumberSetting(1, 10_000).prefault('200'),
  })
  .superRefine((settings, context) => {
    for (const [name, error] of missing(settings)) context.addIssue({ code: 'custom', path: [name], message: error });
  });
export type ConsoleSettings = z.infer<typeof ConsoleSettings>;

type Access = Pick<ConsoleSettings, 'HTTP_HOST'> &
  Partial<
    Record<'CONSOLE_TOKENS_FILE' | 'CONSOLE_URL' | 'CONSOLE_OIDC_ISSUER' | 'CONSOLE_OIDC_CLIENT_ID', unknown> &
      Record<'CONSOLE_PROXY_ADDRESSES' | 'CONSOLE_PROXY_SECRET', unknown>
  > &
  Record<'CONSOLE_OPERATORS' | 'CONSOLE_ANALYSTS' | 'CONSOLE_VIEWERS', readonly string[]>;

/** Settings that others want. */
function* missing(settings: Access): Iterable<[name: string, error: string]> {
  const { CONSOLE_TOKENS_FILE: tokens, CONSOLE_OIDC_ISSUER: issuer, CONSOLE_PROXY_ADDRESSES: proxy } = settings;
  const hasLogin = tokens !== undefined || issuer !== undefined || proxy !== undefined;
  if (!hasLogin && !isLoopback(settings.HTTP_HOST))
    yield ['CONSOLE_TOKENS_FILE', 'is required if HTTP_HOST is not of this machine alone: others have to log in'];
  if (issuer !== undefined && settings.CONSOLE_OIDC_CLIENT_ID === undefined)
    yield ['CONSOLE_OIDC_CLIENT_ID', 'is required with CONSOLE_OIDC_ISSUER'];
  if (issuer !== undefined && settings.CONSOLE_URL === undefined)
    yield ['CONSOLE_URL', 'is required with CONSOLE_OIDC_ISSUER: browsers are sent back there'];
  if (proxy !== undefined && settings.CONSOLE_PROXY_SECRET === undefined)
    yield ['CONSOLE_PROXY_SECRET', 'is required with CONSOLE_PROXY_ADDRESSES'];
  if (issuer !== undefined && proxy !== undefined)
    yield ['CONSOLE_PROXY_ADDRESSES', 'is for a proxy that logs people in: leave out it, or CONSOLE_OIDC_ISSUER'];
  const { CONSOLE_OPERATORS: operators, CONSOLE_ANALYSTS: analysts, CONSOLE_VIEWERS: viewers } = settings;
  const givesRoles = [operators, analysts, viewers].some((list) => list.length > 0);
  if ((issuer !== undefined || proxy !== undefined) && !givesRoles)
    yield ['CONSOLE_OPERATORS', 'or CONSOLE_ANALYSTS, or CONSOLE_VIEWERS is required: nobody could use the console'];
}

/** `team=cc_team, site=cc_site`; undefined if it is anything else. */
function pairsIn(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = new Map<string, string>();
  for (const pair of text.split(',').filter((each) => each.trim() !== '')) {
    const [, name, value] = /^([^=]+)=([^=]+)$/.exec(pair.trim()) ?? [];
    if (name === undefined || value === undefined) return undefined;
    pairs.set(name.trim(), value.trim());
  }
  return pairs;
}
