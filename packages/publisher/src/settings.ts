import {
  choiceSetting,
  cueSettings,
  cxoneSettings,
  durationMsSetting,
  neededOfOutlets,
  platformSetting,
  platformValuesSetting,
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
  /** Values and credentials for the templates of its outlets. */
  PLATFORM_VALUES: platformValuesSetting,
  /** Most requests in any window of `CUE_RATE_WINDOW_MS`, for all publishers together. */
  CUE_RATE_MAX: wholeNumberSetting(1, 100_000).prefault('20'),
  CUE_RATE_WINDOW_MS: durationMsSetting(10).prefault('1000'),
  /** `shadow`: everything is decided and recorded, nothing is posted. */
  CUE_MODE: choiceSetting(['live', 'shadow']).prefault('live'),
  /** A prohibited phrase heard longer ago is no longer cued. */
  CUE_MAX_AGE_MS: durationMsSetting().prefault('120000'),
});

/** The publisher's settings. */
export const PublisherSettings = Shape.superRefine(
  ({ PLATFORM_FILE, PLATFORM_VALUES, ...settings }, context) => {
    const outlets = PLATFORM_FILE?.outlets ?? ['cxone'];
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    const isOfCxone = outlets.some((outlet) => outlet === 'cxone' || outlet.sign?.kind === 'cxone');
    if (isOfCxone && settings.CXONE_CLIENT_ID === '')
      refuse('CXONE_CLIENT_ID', 'is required: the client id that CXone gave you');
    if (isOfCxone && settings.CXONE_CLIENT_SECRET === '')
      refuse('CXONE_CLIENT_SECRET', 'is required: the client secret that CXone gave you');
    const missing = neededOfOutlets(outlets).filter((name) => !Object.hasOwn(PLATFORM_VALUES ?? {}, name));
    if (missing.length > 0)
      refuse('PLATFORM_VALUES', `should hold ${missing.join(', ')}, for outlets of PLATFORM_FILE`);
  },
  { when: () => true }, // also where another setting is wrong: all mistakes are told at once
);
export type PublisherSettings = z.infer<typeof PublisherSettings>;
