import type { ErrorCode, YAMLParseError, YAMLWarning } from 'yaml';

/** What is wrong, and what would be right. */
export interface Explanation {
  readonly message: string;
  readonly hint: string;
}

const QUOTES =
  'put text into quotes when it holds any of [ ] { } : # or begins with * & ! | > % @ `, as in "cancel [my] plan"';
const INDENTATION = 'parts of the same list or group begin in the same column; indent with spaces';

const EXPLANATIONS: Partial<Record<ErrorCode, Explanation>> = {
  BAD_DQ_ESCAPE: {
    message: 'a backslash in double quotes has a meaning of its own',
    hint: String.raw`use single quotes, as in 'apr\s+of', or write \\ for one backslash`,
  },
  BAD_INDENT: { message: 'the indentation does not fit, or a bracket is not closed', hint: INDENTATION },
  BAD_SCALAR_START: { message: 'text cannot begin with this character', hint: QUOTES },
  BLOCK_AS_IMPLICIT_KEY: { message: 'there is a second colon on this line', hint: QUOTES },
  BLOCK_IN_FLOW: { message: 'a list with dashes cannot be inside brackets', hint: 'use either dashes or brackets' },
  DUPLICATE_KEY: {
    message: 'this name was given before in the same group',
    hint: 'keep one of the two, or merge them',
  },
  MISSING_CHAR: {
    message: 'something is missing here: a closing quote, a comma or a colon',
    hint: 'every quote and bracket is closed on its line, every key is followed by a colon and a space',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key must be on one line, followed by a colon and a space',
    hint: QUOTES,
  },
  MULTIPLE_DOCS: { message: 'a second document begins here', hint: 'remove the line with ---, a file holds one pack' },
  NON_STRING_KEY: { message: 'a key must be plain text', hint: QUOTES },
  TAB_AS_INDENT: { message: 'a tab is used to indent', hint: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { message: 'a word that begins with ! has a meaning of its own in YAML', hint: QUOTES },
  UNEXPECTED_TOKEN: { message: 'this does not belong here', hint: QUOTES },
};

const NESTED: Explanation = {
  message: 'this line is indented more than the one it continues',
  hint: INDENTATION,
};
const NO_BREAK_SPACE: Explanation = {
  message: 'a no-break space is used to indent',
  hint: 'replace it with spaces; word processors and web pages insert no-break spaces',
};

const COMMENT_AMID: Explanation = {
  message: 'a comment ends a text, so the line below does not continue it, and is not a `key: value` either',
  hint: 'put all of the text in quotes on one line, and the comment above it; a missing colon looks the same',
};

/**
 * Says in an analyst's words why text is no YAML.
 *
 * @param source all of the text
 */
export function explainSyntax({ code, pos: [offset] }: YAMLParseError | YAMLWarning, source: string): Explanation {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const [line = '', next = ''] = source.slice(start).split('\n', 2);
  if (/^[ \t]*\u00A0/m.test(`${line}\n${next}`)) return NO_BREAK_SPACE;
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:\s.*:(?:\s|$)/.test(line)) return NESTED;
  if ((code === 'MISSING_CHAR' || code === 'BAD_INDENT') && isBehindComment(source.slice(0, start), line))
    return COMMENT_AMID;
  return EXPLANATIONS[code] ?? { message: 'this is not YAML', hint: INDENTATION };
}

/** Whether a line, or the last one above it that is not empty, has a comment and no quote in which `#` is no comment. */
const isBehindComment = (above: string, line: string): boolean =>
  [line, above.trimEnd().split('\n').at(-1) ?? ''].some((one) => /^(?:[^"']|\p{L}')*?(?<!\S)#/u.test(one));
