import { z } from 'zod';
import { RuleFile } from './rule-file.js';

/** The JSON Schema of the rule file, by which editors complete and check it while it is written. */
export function ruleFileJsonSchema(): object {
  return { title: 'Cueline rule file', ...z.toJSONSchema(RuleFile, { io: 'input' }) };
}
