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
  MULTIPLE_DOCS: {
    message: 'a second document begins here',
    hint: 'remove the line with ---, a file holds one document',
  },
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

/** What is wrong at a place in the text. */
interface SyntaxMistake extends Explanation {
  readonly offset: number;
}

/**
 * Says in the words of those who write it why text is no YAML, and where: the parser says where it could not go on, which may be lines below.
 *
 * @param source all of the text
 */
export function explainSyntax(error: YAMLParseError | YAMLWarning, source: string): SyntaxMistake {
  const { code, message } = error;
  const [offset] = error.pos;
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const [line = '', next = ''] = source.slice(start).split('\n', 2);
  if (/^[ \t]*\u00A0/m.test(`${line}\n${next}`)) return { ...NO_BREAK_SPACE, offset };
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && !/:\s.*:(?:\s|$)/.test(line)) return { ...NESTED, offset };
  const comment = code === 'MISSING_CHAR' || code === 'BAD_INDENT' ? commentAmid(source, start, line) : undefined;
  if (comment !== undefined) return { ...COMMENT_AMID, offset: comment };
  const explanation = EXPLANATIONS[code] ?? { message: 'this is not YAML', hint: INDENTATION };
  return { ...explanation, offset: message.startsWith('Missing ,') ? endOfTextBefore(source, offset) : offset };
}

/** Text, and a comment behind it; no quote stands before, in which `#` is no comment. */
const COMMENTED = /^((?:[^"']|\p{L}')*?(?<!\S))#/u;
/** A key with its value, which the next key may follow in the same column. */
const PAIR = /^(\s*)(?:- )?[\w-]+:(?:\s+[^\s[{]|\s*$)/;

/** Where a comment begins that may have cut text short: on the line that starts there, or on the last one above it that is not empty. */
function commentAmid(source: string, start: number, line: string): number | undefined {
  const before = source.slice(0, start).trimEnd();
  const lineStart = before.lastIndexOf('\n') + 1;
  const [, text] = COMMENTED.exec(before.slice(lineStart)) ?? [];
  const column = text === undefined ? undefined : PAIR.exec(text)?.[1]?.length;
  const isClosed = /["'\]}]$/.test(source.slice(0, endOfTextBefore(source, start)));
  // What stands below a key, in its column, is a key without its colon.
  if (text !== undefined && column !== line.search(/\S/) && !isClosed) return lineStart + text.length;
  const onLine = COMMENTED.exec(line)?.[1];
  return onLine === undefined ? undefined : start + onLine.length;
}

/** Where the text before ends, behind which there are only spaces and comments. */
const endOfTextBefore = (source: string, offset: number): number =>
  source.slice(0, offset).replace(/(?:\s|(?<!\S)#[^\n]*(?=\n))+$/, '').length;
