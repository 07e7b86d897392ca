import {
  cxoneSettings,
  processSettings,
  redisSettings,
  transcriptionSettings,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';

/** The settings of ingest. */
export const IngestSettings = z.object({
  ...redisSettings,
  ...cxoneSettings,
  ...transcriptionSettings,
  ...processSettings({ httpPort: 9101 }),
  /** Memory for segments held while Redis is away, in MB. */
  INGEST_BUFFER_MB: wholeNumberSetting(1, 65_536).prefault('256'),
});
export type IngestSettings = z.infer<typeof IngestSettings>;
