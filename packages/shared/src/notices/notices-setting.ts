import { z } from 'zod';
import { formatFileMistake, MAX_YAML_BYTES } from '../documents/index.js';
import { errorCode } from '../error-code.js';
import { readFileStart } from '../settings/read-file-start.js';
import { jsonSetting } from '../settings/setting.js';
import type { NoticesFile } from './notices-file.js';
import { parseNotices } from './parse-notices.js';

/** The path of a notices file; the value is what it says. */
export const noticesSetting = z.string().transform((file, context): NoticesFile => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  let source: string;
  try {
    source = readFileStart(file, MAX_YAML_BYTES + 1);
  } catch (error) {
    return refuse(`should be a notices file that can be read (${errorCode(error) ?? 'unreadable'})`);
  }
  const parsed = parseNotices(source, file);
  if (parsed.ok) return parsed.notices;
  const [first] = parsed.mistakes;
  const others = parsed.mistakes.length - 1;
  const more = others > 0 ? `, and ${others} more` : '';
  return refuse(`has a mistake: ${first === undefined ? file : formatFileMistake(first)}${more}`);
});

/** Addresses and secrets of the receivers, by name. */
export const noticesValuesSetting = jsonSetting(
  'a JSON object of texts such as {"deskSecret":"whsec_…"}',
  z.record(z.string(), z.string().min(1)),
).prefault('{}');
