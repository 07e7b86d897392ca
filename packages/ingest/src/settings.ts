import {
  cxoneSettings,
  durationMsSetting,
  MAX_DELAY,
  neededOfSocket,
  platformSocketSettings,
  processSettings,
  redisSettings,
  transcriptionSettings,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';
import { endpointSettings } from './endpoint/endpoint-settings.js';

const { CXONE_CLIENT_ID, CXONE_CLIENT_SECRET } = cxoneSettings;

/** What of ingest's settings concerns the socket. Which credentials are required depends on the platform. */
const socketShape = {
  ...cxoneSettings,
  CXONE_CLIENT_ID: CXONE_CLIENT_ID.prefault(''),
  CXONE_CLIENT_SECRET: CXONE_CLIENT_SECRET.prefault(''),
  ...transcriptionSettings,
  ...platformSocketSettings,
};
const SocketShape = z.object(socketShape);

/** The settings of the socket alone, which is heard without Redis. */
export const SocketSettings = SocketShape.superRefine(requireCredentials, { when: () => true });
export type SocketSettings = z.infer<typeof SocketSettings>;

/** The settings of ingest. */
export const IngestSettings = z
  .object({
    ...redisSettings,
    ...socketShape,
    ...processSettings({ httpPort: 9101 }),
    /** Memory for segments held while Redis is away, in MB. */
    INGEST_BUFFER_MB: wholeNumberSetting(1, 65_536).prefault('256'),
    /** How long a text takes at most from speech to frame; unset: as the platform file says. */
    TRANSCRIPT_DELAY_MS: durationMsSetting(0, MAX_DELAY).optional(),
    /** Where a platform announces its calls, if its file says that it does. */
    ...endpointSettings,
  })
  .superRefine(requireCredentials, { when: () => true }) // also where another setting is wrong: all mistakes are told at once
  .superRefine(
    ({ PLATFORM_FILE, RECEIVE_SECRET }, context) => {
      const { announced, listed } = PLATFORM_FILE?.socket?.contacts ?? {};
      if (announced === undefined || listed !== undefined || RECEIVE_SECRET !== undefined) return;
      const message = 'is required: a secret that the platform holds in a header when it announces a call';
      context.addIssue({ code: 'custom', path: ['RECEIVE_SECRET'], message });
    },
    { when: () => true },
  );
export type IngestSettings = z.infer<typeof IngestSettings>;

function requireCredentials(settings: z.infer<typeof SocketShape>, context: z.RefinementCtx): void {
  const { PLATFORM_FILE, PLATFORM_VALUES, ...others } = settings;
  const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
  const require = (name: keyof typeof others, message: string) => {
    if (others[name] === '' || others[name] === undefined) refuse(name, `is required: ${message}`);
  };
  const socket = PLATFORM_FILE?.socket;
  const kind = socket?.token.kind ?? 'cxone';
  if (kind === 'cxone' || kind === 'back-end') {
    require('CXONE_CLIENT_ID', 'the client id that CXone gave you');
    require('CXONE_CLIENT_SECRET', 'the client secret that CXone gave you');
  }
  if (kind === 'access-key' || kind === 'back-end') {
    require('CXONE_ACCESS_KEY_ID', 'the access key id of a service user');
    require('CXONE_ACCESS_KEY_SECRET', 'the access key secret of a service user');
  }
  const missing = socket === undefined ? [] : neededOfSocket(socket);
  const unset = missing.filter((name) => !Object.hasOwn(PLATFORM_VALUES ?? {}, name));
  if (unset.length > 0) refuse('PLATFORM_VALUES', `should hold ${unset.join(', ')}, for the socket of PLATFORM_FILE`);
}
