import { z } from 'zod';
import { jsonSetting } from '../settings/setting.js';
import { yamlFileSetting } from '../settings/yaml-file-setting.js';
import type { NoticesFile } from './notices-file.js';
import { parseNotices } from './parse-notices.js';

/** The path of a notices file; the value is what it says. */
export const noticesSetting = yamlFileSetting<NoticesFile>({
  noun: 'a notices file',
  check: 'cueline notices check',
  parse(source, file) {
    const parsed = parseNotices(source, file);
    return parsed.ok ? { ok: true, value: parsed.notices } : parsed;
  },
});

/** Addresses and secrets of the receivers, by name. */
export const noticesValuesSetting = jsonSetting(
  'a JSON object of texts such as {"deskSecret":"whsec_…"}',
  z.record(z.string(), z.string().min(1)),
).prefault('{}');
