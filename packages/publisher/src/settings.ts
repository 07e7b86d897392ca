import {
  choiceSetting,
  cueSettings,
  cxoneSettings,
  durationMsSetting,
  processSettings,
  redisSettings,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';

/** The publisher's settings. */
export const PublisherSettings = z.object({
  ...processSettings({ httpPort: 9103 }),
  ...redisSettings,
  ...cxoneSettings,
  ...cueSettings,
  /** Most requests in any window of `CUE_RATE_WINDOW_MS`, for all publishers together. */
  CUE_RATE_MAX: wholeNumberSetting(1, 100_000).prefault('20'),
  CUE_RATE_WINDOW_MS: durationMsSetting(10).prefault('1000'),
  /** `shadow`: everything is decided and recorded, nothing is posted. */
  CUE_MODE: choiceSetting(['live', 'shadow']).prefault('live'),
  /** A prohibited phrase heard longer ago is no longer cued. */
  CUE_MAX_AGE_MS: durationMsSetting().prefault('120000'),
});
export type PublisherSettings = z.infer<typeof PublisherSettings>;
