import { fileURLToPath } from 'node:url';
import {
  choiceSetting,
  durationMsSetting,
  durationSetting,
  noticesSetting,
  numberSetting,
  processSettings,
  redisSettings,
  textSetting,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';

/** The settings of the matcher; names as in the environment. Times are in ms. */
export const MatcherSettings = z.object({
  ...redisSettings,
  ...processSettings({ httpPort: 9102 }),
  /** The default is found wherever the process is started. */
  RULES_FILE: textSetting('the path of a rule file').prefault(
    fileURLToPath(new URL('../../../rules/default.yaml', import.meta.url)),
  ),
  /** Rules that judge calls when they end, beside those in force. */
  SHADOW_RULES_FILE: textSetting('the path of a rule file').optional(),
  /** Who is told of what; matchers write down what there is to tell. */
  NOTICES_FILE: noticesSetting.optional(),
  MIN_SEGMENT_CHARS: wholeNumberSetting(0, 1_000_000).prefault('1'),
  MIN_CONFIDENCE: numberSetting(0, 1).prefault('0'),
  IDLE_TIMEOUT_MS: durationMsSetting(1).prefault('900000'),
  RESUME_MS: durationMsSetting().prefault('14400000'),
  END_LINGER_MS: durationMsSetting().prefault('10000'),
  GAP_WAIT_MS: durationMsSetting().prefault('5000'),
  CLAIM_IDLE_MS: durationMsSetting(1).prefault('5000'),
  /** What it has just written of live interactions, so that it need not read them again: about 7 KB each. */
  MATCHER_MEMORY_MB: wholeNumberSetting(1, 65_536).prefault('160'),
  /** `masked`: what is said in calls goes to the archive, masked, when they end. */
  KEEP_SPEECH: choiceSetting(['off', 'masked']).prefault('off'),
  OUTCOME_RETENTION: durationSetting(1, 3650).prefault('7d'),
});
export type MatcherSettings = z.infer<typeof MatcherSettings>;
