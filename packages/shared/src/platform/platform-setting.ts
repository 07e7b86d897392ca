import { yamlFileSetting } from '../settings/yaml-file-setting.js';
import { parsePlatform, type PlatformContract } from './parse-platform.js';

/** The path of a platform file; the value is what it says. */
export const platformSetting = yamlFileSetting<PlatformContract>({
  noun: 'a platform file',
  check: 'cueline platform check',
  parse(source, file) {
    const parsed = parsePlatform(source, file);
    return parsed.ok ? { ok: true, value: parsed.contract } : parsed;
  },
});
