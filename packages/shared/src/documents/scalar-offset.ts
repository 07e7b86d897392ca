import { Scalar } from 'yaml';

const ESCAPE = /\\(?:x.{2}|u.{4}|U.{8}|\r?\n[ \t]*|[^])/y;
const WHITE_SPACE = /[ \t\r\n]+/y;
const LINE_BREAK = /[ \t]*\r?\n/y;

/**
 * Finds where in the source a place inside a scalar's value stands: quotes, escapes, indentation and folded lines make
 * the two differ.
 *
 * @param offset of a UTF-16 code unit in the value; its length stands for the end
 * @returns offset in the source
 */
export function sourceOffset(source: string, scalar: Scalar<string>, offset: number): number {
  const [start, end] = scalar.range ?? [0, 0];
  let at = start;
  if (scalar.type === Scalar.QUOTE_DOUBLE || scalar.type === Scalar.QUOTE_SINGLE) at += 1;
  // The header of a block, such as `>-`, and the indentation of its first line.
  if (scalar.type === Scalar.BLOCK_FOLDED || scalar.type === Scalar.BLOCK_LITERAL) {
    at = skip(WHITE_SPACE, source, source.indexOf('\n', start) + 1);
  }
  for (let index = 0; index < offset && at < end;) {
    const folds = /[ \n]/.test(scalar.value[index] ?? '') && skip(LINE_BREAK, source, at) > at;
    if (scalar.type === Scalar.QUOTE_DOUBLE && source[at] === '\\') {
      const length = skip(ESCAPE, source, at) - at;
      // An escaped line break stands for nothing, `\U0001f600` for two code units.
      index += /^\\\r?\n/.test(source.slice(at, at + 3)) ? 0 : (scalar.value.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
      at += length;
    } else if (scalar.type === Scalar.QUOTE_SINGLE && source.startsWith("''", at)) {
      index += 1;
      at += 2;
    } else if (folds) {
      while (/[ \n]/.test(scalar.value[index] ?? '')) index += 1;
      at = skip(WHITE_SPACE, source, at);
    } else {
      index += 1;
      at += 1;
    }
  }
  return Math.min(at, end);
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(source)?.[0].length ?? 0);
}
