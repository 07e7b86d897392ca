import { processSettings, redisSettings, setting, textSetting, transcriptionSettings } from '@cueline/shared';
import { z } from 'zod';
import { endpointSettings } from './endpoint/endpoint-settings.js';
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
    TRANSCRIPT_DELAY_MS: IngestSettings.shape.TRANSCRIPT_DELAY_MS,
    ...endpointSettings,
    /** With which Twilio signs its requests. */
    RECEIVE_TWILIO_TOKEN: textSetting('the auth token of the Twilio account').optional(),
    /** What Twilio posts to, without the path. */
    RECEIVE_PUBLIC_URL: setting('a URL such as https://cueline.example', (text) =>
      /^https?:\/\/[^?#\s]+$/.test(text) && URL.canParse(text) ? text : undefined,
    ).optional(),
  })
  .superRefine(({ RECEIVE_SECRET: secret, RECEIVE_TWILIO_TOKEN: token, RECEIVE_PUBLIC_URL: url }, context) => {
    const require = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (secret === undefined && token === undefined)
      require('RECEIVE_SECRET', 'is required, or RECEIVE_TWILIO_TOKEN: a secret that senders hold in a header');
    if (token !== undefined && url === undefined)
      require('RECEIVE_PUBLIC_URL', 'is required with RECEIVE_TWILIO_TOKEN: Twilio signs the URL that it posts to');
  });
export type ReceiveSettings = z.infer<typeof ReceiveSettings>;
