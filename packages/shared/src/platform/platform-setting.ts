import { z } from 'zod';
import { formatFileMistake, MAX_YAML_BYTES } from '../documents/index.js';
import { errorCode } from '../error-code.js';
import { readFileStart } from '../settings/read-file-start.js';
import { parsePlatform, type PlatformContract } from './parse-platform.js';

/** The path of a platform file; the value is what it says. */
export const platformSetting = z.string().transform((file, context): PlatformContract => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  let source: string;
  try {
    source = readFileStart(file, MAX_YAML_BYTES + 1);
  } catch (error) {
    return refuse(`should be a platform file that can be read (${errorCode(error) ?? 'unreadable'})`);
  }
  const parsed = parsePlatform(source, file);
  if (parsed.ok) return parsed.contract;
  const [first] = parsed.mistakes;
  const others = parsed.mistakes.length - 1;
  const more = others > 0 ? `, and ${others} more: 'cueline platform check' lists them` : '';
  return refuse(`has a mistake: ${first === undefined ? file : formatFileMistake(first)}${more}`);
});
