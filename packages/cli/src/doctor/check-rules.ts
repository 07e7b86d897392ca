import { countOf } from '../host/count-of.js';
import { MatcherSettings } from '@cueline/matcher/settings';
import { formatRuleError, type RuleError } from '@cueline/rules';
import { readSettings, SettingsError } from '@cueline/shared';
import { z } from 'zod';
import { openRules } from '../calls/read-rules.js';
import { CommandError } from '../host/command-error.js';
import { type Diagnosis, fail, ok, unchecked, warn } from './diagnosis.js';

const Settings = z.object({ RULES_FILE: MatcherSettings.shape.RULES_FILE });

/** Whether the rule file compiles, and whether it has warnings. */
export function checkRules(env: NodeJS.ProcessEnv): Diagnosis {
  try {
    const { RULES_FILE: file } = readSettings(Settings, env);
    const opened = openRules(file);
    const read = opened.compile();
    const remedy = `'cueline rules check ${file}' lists all.`;
    if (!read.ok) return fail('rules', { reason: firstOf(read.errors, 'mistake'), remedy });
    const warnings = opened.warnings();
    if (warnings.length > 0) return warn('rules', { reason: firstOf(warnings, 'warning'), remedy });
    const { disclosures, prohibited } = read.rules.pack;
    return ok(
      'rules',
      `${file}: ${countOf(disclosures.length, 'disclosure')}, ${countOf(prohibited.length, 'prohibited phrase')}`,
    );
  } catch (error) {
    if (error instanceof CommandError) return fail('rules', error.message);
    if (error instanceof SettingsError) return unchecked('rules', 'settings are wrong');
    throw error;
  }
}

const firstOf = ([first, ...others]: readonly RuleError[], noun: string): string =>
  `${first === undefined ? '' : formatRuleError(first)}${others.length === 0 ? '' : ` (and ${countOf(others.length, `more ${noun}`)})`}`;
