import { type FileShape, keysAt } from '@cueline/shared/documents';
import { RuleFile } from './rule-file.js';

/** What mistakes in rule files are told by. */
export const ruleShape: FileShape = {
  schema: RuleFile,
  noun: 'a rule file',
  names: 'names are in small letters, digits and _, beginning with a letter, as in `cancel_request`',
  explainKey(path, key) {
    if (path[0] !== 'prohibited' || path.length !== 2) return undefined;
    if (!keysAt(RuleFile, ['disclosures', 0], []).includes(key)) return undefined;
    const message = `\`${key}\` belongs to disclosures: a prohibited phrase is cued as soon as it is said`;
    return { message, hint: 'remove it, or put the rule under `disclosures`' };
  },
};
