import {
  processSettings,
  redisSettings,
  setting,
  textSetting,
  transcriptionSettings,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';
import { IngestSettings } from './settings.js';

const { PLATFORM_FILE, CXONE_TRANSCRIPTION_TYPE, CXONE_END_TYPES, CXONE_FIELDS, CXONE_SPEAKERS } =
  transcriptionSettings;

/** The settings of the endpoint. Whoever may post frames may say what agents have said, so senders must be known. */
export const ReceiveSettings = z
  .object({
    ...redisSettings,
    ...processSettings({ httpPort: 9105 }),
    PLATFORM_FILE,
    CXONE_TRANSCRIPTION_TYPE,
    CXONE_END_TYPES,
    CXONE_FIELDS,
    CXONE_SPEAKERS,
    INGEST_BUFFER_MB: IngestSettings.shape.INGEST_BUFFER_MB,
    RECEIVE_HOST: textSetting('an address to listen on').prefault('127.0.0.1'),
    /** 0 picks any free port. */
    RECEIVE_PORT: wholeNumberSetting(0, 65_535).prefault('8090'),
    /** What senders hold in a header. */
    RECEIVE_SECRET: setting('a secret of at least 16 characters', (text) =>
      text.length < 16 ? undefined : text,
    ).optional(),
    RECEIVE_SECRET_HEADER: setting('the name of a header', (text) =>
      /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text.toLowerCase() : undefined,
    ).prefault('Authorization'),
    /** With which Twilio signs its requests. */
    RECEIVE_TWILIO_TOKEN: textSetting('the auth token of the Twilio account').optional(),
    /** What Twilio posts to, without the path. */
    RECEIVE_PUBLIC_URL: setting('a URL such as https://cueline.example', (text) =>
      /^https?:\/\/[^?#\s]+$/.test(text) && URL.canParse(text) ? text : undefined,
    ).optional(),
    /** Requests in a second. */
    RECEIVE_RATE_MAX: wholeNumberSetting(1, 1_000_000).prefault('5000'),
    RECEIVE_MAX_KB: wholeNumberSetting(1, 16_384).prefault('1024'),
  })
  .superRefine(({ RECEIVE_SECRET: secret, RECEIVE_TWILIO_TOKEN: token, RECEIVE_PUBLIC_URL: url }, context) => {
    const require = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (secret === undefined && token === undefined)
      require('RECEIVE_SECRET', 'is required, or RECEIVE_TWILIO_TOKEN: a secret that senders hold in a header');
    if (token !== undefined && url === undefined)
      require('RECEIVE_PUBLIC_URL', 'is required with RECEIVE_TWILIO_TOKEN: Twilio signs the URL that it posts to');
  });
export type ReceiveSettings = z.infer<typeof ReceiveSettings>;
