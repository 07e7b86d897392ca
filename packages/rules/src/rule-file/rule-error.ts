/** A place in a rule file. */
export interface FilePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Something wrong in a rule file, in the words of those who write them. */
export interface RuleError extends FilePlace {
  /** What is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly hint: string;
}

/** One line, as compilers print them, so that editors jump to the place. */
export function formatRuleError({ file, line, column, message, hint }: RuleError): string {
  return `${file}:${line}:${column}: ${message} (${hint})`;
}
