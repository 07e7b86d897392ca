import { parseYamlDocument, type Path, type YamlAdvice, type YamlDocument } from '@cueline/shared/documents';

export type { Path };
/** A rule file as YAML: its value, and where in the file each part of it stands. */
export type RuleDocument = YamlDocument;

const ADVICE: YamlAdvice = {
  tooLarge: 'split it up, and put the parts together with `include`',
  tooDeep: 'a rule file needs no more than six levels',
  alias: {
    message: 'references (`*name`) cannot be used in rule files',
    hint: 'write the words out, or name them under `expansions` and use <name>',
  },
};

/** Reads YAML and remembers where things stand. */
export const parseRuleDocument = (source: string, file: string): RuleDocument =>
  parseYamlDocument(source, file, ADVICE);
