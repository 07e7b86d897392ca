import type { z } from 'zod';
import { FrameFields, SpeakerMap } from '../frames/frame-format.js';
import { platformValuesSetting } from '../platform/platform-values.js';
import { platformSetting } from '../platform/platform-setting.js';
import {
  choiceSetting,
  durationMsSetting,
  isPlainUrl,
  jsonSetting,
  listSetting,
  setting,
  textSetting,
  urlSetting,
} from '../settings/setting.js';

/** CXone's address and Cueline's credentials. */
export const cxoneSettings = {
  CXONE_REGION: setting('a region such as api-us', (text) =>
    /^[a-z0-9-]+$/i.test(text) && isPlainUrl(`https://${text}.nicecxone.com`) ? text : undefined,
  ).prefault('api-us'),
  /** Default: `https://{region}.nicecxone.com`. */
  CXONE_BASE_URL: urlSetting(['https', 'http']).optional(),
  CXONE_TOKEN_URL: urlSetting(['https', 'http']).optional(),
  CXONE_CLIENT_ID: textSetting('the client id that CXone gave you'),
  CXONE_CLIENT_SECRET: textSetting('the client secret that CXone gave you'),
};
/** What the socket of a platform file needs: a service user's access key, and values of its templates. */
export const platformSocketSettings = {
  CXONE_ACCESS_KEY_ID: textSetting('the access key id of a service user').optional(),
  CXONE_ACCESS_KEY_SECRET: textSetting('the access key secret of a service user').optional(),
  PLATFORM_VALUES: platformValuesSetting,
};
export type PlatformSocketSettings = z.infer<z.ZodObject<typeof platformSocketSettings>>;
export type CxoneSettings = z.infer<z.ZodObject<typeof cxoneSettings>>;

/** The transcription socket and the format of its frames. */
export const transcriptionSettings = {
  /** `{token}` is replaced by the token; without it the token is added as the query parameter `access_token`. */
  CXONE_TRANSCRIPTION_URL: urlSetting(['wss', 'ws']).optional(),
  /** Sent when the socket opens. */
  CXONE_SUBSCRIBE_MESSAGE: textSetting('the message to send once connected').prefault(
    '{"action":"subscribe","scope":"global"}',
  ),
  CXONE_PING_INTERVAL_MS: durationMsSetting(10).prefault('1000'),
  CXONE_PONG_TIMEOUT_MS: durationMsSetting(100).prefault('20000'),
  /** What the frames of another platform are like. */
  PLATFORM_FILE: platformSetting.optional(),
  /** The `type` of frames that carry speech. */
  CXONE_TRANSCRIPTION_TYPE: textSetting('the type of frames that carry speech').prefault('transcription'),
  /** The `type`s of frames that end an interaction. */
  CXONE_END_TYPES: listSetting('frame types separated by commas').prefault('interactionEnded'),
  /** The tenant's names for frame fields; a field left out keeps its default name. */
  CXONE_FIELDS: jsonSetting(
    `a JSON object such as {"interactionId":"contactId","text":"transcript"}; its names may be ${Object.keys(FrameFields.shape).join(', ')}`,
    FrameFields,
  ).prefault('{}'),
  /** Maps a frame's `speaker` to a role, in addition to the built-in agent, customer and other. */
  CXONE_SPEAKERS: jsonSetting(
    'a JSON object such as {"AGENT":"agent","CLIENT":"customer"}; its roles may be agent, customer, other',
    SpeakerMap,
  ).prefault('{}'),
};
export type TranscriptionSettings = z.infer<z.ZodObject<typeof transcriptionSettings>>;

/** The Agent Assist cue API. */
export const cueSettings = {
  /** Must contain `{interactionId}`. */
  CXONE_CUES_URL: setting('a URL with {interactionId} in it', (text) =>
    /^https?:\/\//.test(text) && text.includes('{interactionId}') && isPlainUrl(text) ? text : undefined,
  ).optional(),
  /** How to resolve a cue once everything it asked for has been said; not every tenant supports it. */
  CXONE_CUE_RESOLVE: choiceSetting(['off', 'patch']).prefault('off'),
  CXONE_CUE_TIMEOUT_MS: durationMsSetting(100).prefault('15000'),
  CXONE_IDEMPOTENCY_HEADER: setting('the name of a header', (text) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : undefined,
  ).prefault('Idempotency-Key'),
};
export type CueSettings = z.infer<z.ZodObject<typeof cueSettings>>;
