import {
  choiceSetting,
  durationMsSetting,
  durationSetting,
  processSettings,
  redisSettings,
  setting,
  textSetting,
  wholeNumberSetting,
} from '@cueline/shared';
import { z } from 'zod';
import { isStoreUrl } from './store/store-url.js';

const MOST_DAYS = 36_500;

/** Where outcomes are kept, and for how long; commands read them too. */
export const archiveSettings = {
  /** The database. */
  ARCHIVE_URL: setting('postgres://user:password@host/database, or sqlite: and the path of a file', (text) =>
    isStoreUrl(text) ? text : undefined,
  ).optional(),
  /** A folder for NDJSON files. */
  ARCHIVE_DIR: textSetting('the path of a folder').optional(),
  /** How long rows and files are kept; default: for ever. */
  ARCHIVE_RETENTION: durationSetting(1, MOST_DAYS).optional(),
  /** How long the words in rows are kept; default: as long as the rows. */
  EVIDENCE_RETENTION: durationSetting(1, MOST_DAYS).optional(),
  /** How long what was said is kept, if `KEEP_SPEECH` has it kept. */
  SPEECH_RETENTION: durationSetting(1, MOST_DAYS).prefault('30d'),
  /** Where the days of reports begin. */
  REPORT_TIME_ZONE: setting('a time zone such as Europe/Berlin', (text) =>
    isTimeZone(text) ? text : undefined,
  ).prefault('UTC'),
};

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

/** The settings of the archiver; names as in the environment. Times are in ms. */
export const ArchiveSettings = z.object({
  ...redisSettings,
  ...processSettings({ httpPort: 9104 }),
  ...archiveSettings,
  /** `off`: the tables must be there; `cueline archive migrate` makes them. */
  ARCHIVE_MIGRATE: choiceSetting(['on', 'off']).prefault('on'),
  /** When a file is closed and the next begun. */
  ARCHIVE_FILE_MB: wholeNumberSetting(1, 100_000).prefault('64'),
  /** How long an archiver may hold outcomes before another claims them. */
  ARCHIVE_CLAIM_IDLE_MS: durationMsSetting(1).prefault('30000'),
});
export type ArchiveSettings = z.infer<typeof ArchiveSettings>;
