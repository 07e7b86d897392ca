import {
  choiceSetting,
  cueSettings,
  cxoneSettings,
  durationMsSetting,
  neededOfNotices,
  neededOfOutlets,
  type Outlets,
  type NoticesFile,
  noticesSetting,
  noticesValuesSetting,
  platformSetting,
  platformSocketSettings,
  processSettings,
  redisSettings,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';

const { CXONE_CLIENT_ID, CXONE_CLIENT_SECRET } = cxoneSettings;

const Shape = z.object({
  ...processSettings({ httpPort: 9103 }),
  ...redisSettings,
  ...cxoneSettings,
  // Required only of those who post cues to CXone.
  CXONE_CLIENT_ID: CXONE_CLIENT_ID.prefault(''),
  CXONE_CLIENT_SECRET: CXONE_CLIENT_SECRET.prefault(''),
  ...cueSettings,
  /** Where cues go; without outlets in it, to CXone's cue API. */
  PLATFORM_FILE: platformSetting.optional(),
  /** Values and credentials for the templates of its outlets, and a service user's access key if its socket has tokens by one. */
  ...platformSocketSettings,
  /** Most requests in any window of `CUE_RATE_WINDOW_MS`, for all publishers together. */
  CUE_RATE_MAX: wholeNumberSetting(1, 100_000).prefault('20'),
  CUE_RATE_WINDOW_MS: durationMsSetting(10).prefault('1000'),
  /** `shadow`: everything is decided and recorded, nothing is posted. */
  CUE_MODE: choiceSetting(['live', 'shadow']).prefault('live'),
  /** A prohibited phrase heard longer ago is no longer cued. */
  CUE_MAX_AGE_MS: durationMsSetting().prefault('120000'),
  /** Who is told of what happens in calls. */
  NOTICES_FILE: noticesSetting.optional(),
  /** Addresses and secrets of those. */
  NOTICES_VALUES: noticesValuesSetting,
  /** How often a notice is tried before it becomes a dead letter: by default for about seven hours. */
  NOTICE_ATTEMPTS: wholeNumberSetting(1, 100).prefault('16'),
  /** Wait before the first retry; each is twice as long as the one before, up to an hour. */
  NOTICE_RETRY_MS: durationMsSetting(1).prefault('5000'),
});

/** The names of outlets whose addresses are none with these values: a port beside a host is percent-encoded, as all values are. */
function unusableOutlets(outlets: Outlets, values: Readonly<Record<string, string>>): string[] {
  const filled = (url: string) =>
    url.replaceAll(/\{(?:values\.)?([^{}]*)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? '1'));
  return outlets.flatMap((outlet) => {
    if (outlet === 'cxone') return [];
    const { name, show, withdraw, find } = outlet;
    const urls = [show, withdraw, find].flatMap((request) => request?.url ?? []);
    return urls.every((url) => URL.canParse(filled(url))) ? [] : [name];
  });
}

/** The names of values that are no addresses. */
function unusableUrls(
  { receivers }: Pick<NoticesFile, 'receivers'>,
  values: Readonly<Record<string, string>>,
): string[] {
  const names = receivers.flatMap(({ url }) => /^\{values\.(.+)\}$/.exec(url)?.[1] ?? []);
  const isUrl = (text: string) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '');
  return [...new Set(names)].filter((name) => values[name] !== undefined && !isUrl(values[name]));
}

/** The names of values that are no secrets of Standard Webhooks; a value may hold two, while one takes the place of the other. */
function unusableSecrets(
  { receivers }: Pick<NoticesFile, 'receivers'>,
  values: Readonly<Record<string, string>>,
): string[] {
  const names = receivers.flatMap(({ secret = '' }) => /^\{values\.(.+)\}$/.exec(secret)?.[1] ?? []);
  return [...new Set(names)].filter((name) => values[name]?.split(/\s+/).some((text) => !isWebhookSecret(text)));
}

function isWebhookSecret(text: string): boolean {
  const [, base64 = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const { length } = Buffer.from(base64, 'base64');
  return base64.length % 4 === 0 && length >= 24 && length <= 64;
}

/** The publisher's settings. */
export const PublisherSettings = Shape.superRefine(
  ({ PLATFORM_FILE, PLATFORM_VALUES, NOTICES_FILE, NOTICES_VALUES, ...settings }, context) => {
    const outlets = PLATFORM_FILE?.outlets ?? ['cxone'];
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    const isOfCxone = outlets.some((outlet) => outlet === 'cxone' || outlet.sign?.kind === 'cxone');
    const tokens = PLATFORM_FILE?.socket?.token.kind ?? 'cxone';
    const hasClient = isOfCxone && (outlets.includes('cxone') || tokens === 'cxone' || tokens === 'back-end');
    const hasKey = isOfCxone && (tokens === 'access-key' || tokens === 'back-end');
    if (hasKey && settings.CXONE_ACCESS_KEY_ID === undefined)
      refuse('CXONE_ACCESS_KEY_ID', 'is required: the access key id of a service user');
    if (hasKey && settings.CXONE_ACCESS_KEY_SECRET === undefined)
      refuse('CXONE_ACCESS_KEY_SECRET', 'is required: the access key secret of a service user');
    if (hasClient && settings.CXONE_CLIENT_ID === '')
      refuse('CXONE_CLIENT_ID', 'is required: the client id that CXone gave you');
    if (hasClient && settings.CXONE_CLIENT_SECRET === '')
      refuse('CXONE_CLIENT_SECRET', 'is required: the client secret that CXone gave you');
    const missing = neededOfOutlets(outlets).filter((name) => !Object.hasOwn(PLATFORM_VALUES ?? {}, name));
    if (missing.length > 0)
      refuse('PLATFORM_VALUES', `should hold ${missing.join(', ')}, for outlets of PLATFORM_FILE`);
    for (const name of unusableOutlets(outlets, PLATFORM_VALUES ?? {}))
      refuse('PLATFORM_VALUES', `should hold what makes an address in outlet ${name} of PLATFORM_FILE`);
    const notices = { receivers: [], ...NOTICES_FILE }; // a file that was refused has none
    const wanting = neededOfNotices(notices).filter((name) => !Object.hasOwn(NOTICES_VALUES ?? {}, name));
    if (wanting.length > 0)
      refuse('NOTICES_VALUES', `should hold ${wanting.join(', ')}, for receivers of NOTICES_FILE`);
    for (const name of unusableUrls(notices, NOTICES_VALUES ?? {}))
      refuse('NOTICES_VALUES', `should hold as ${name} an address that begins with https:// or http://`);
    for (const name of unusableSecrets(notices, NOTICES_VALUES ?? {}))
      refuse('NOTICES_VALUES', `should hold as ${name} a secret: whsec_ and 24 to 64 bytes in Base64`);
  },
  { when: () => true }, // also where another setting is wrong: all mistakes are told at once
);
export type PublisherSettings = z.infer<typeof PublisherSettings>;
