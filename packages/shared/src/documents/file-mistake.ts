/** A place in a file that people write. */
export interface FilePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Something wrong in such a file, in the words of those who write them. */
export interface FileMistake extends FilePlace {
  /** What is wrong. */
  readonly message: string;
  /** What would be right. */
  readonly hint: string;
}

/** One line, as compilers print them, so that editors jump to the place. */
export function formatFileMistake({ file, line, column, message, hint }: FileMistake): string {
  return `${file}:${line}:${column}: ${message} (${hint})`;
}
