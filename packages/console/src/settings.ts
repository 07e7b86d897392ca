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
    /** Where browsers find it, if a proxy stands before it. */
    CONSOLE_URL: setting('a URL such as https://cueline.example.com', (text) => {
      const url = URL.parse(text);
      const isUsable = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
      return isUsable ? url.origin : undefined;
    }).optional(),
    /** `on`: nobody may act. */
    CONSOLE_READ_ONLY: choiceSetting(['on', 'off']).prefault('off'),
    /** Most pages that are open at a time. */
    CONSOLE_MAX_VIEWERS: wholeNumberSetting(1, 10_000).prefault('200'),
  })
  .refine(({ HTTP_HOST, CONSOLE_TOKENS_FILE }) => CONSOLE_TOKENS_FILE !== undefined || isLoopback(HTTP_HOST), {
    path: ['CONSOLE_TOKENS_FILE'],
    error: 'is required if HTTP_HOST is not of this machine alone: others have to log in',
  });
export type ConsoleSettings = z.infer<typeof ConsoleSettings>;
