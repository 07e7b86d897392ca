import {
  CST,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Parser,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { explainSyntax, type Explanation } from './explain-syntax.js';
import type { FileMistake, FilePlace } from './file-mistake.js';
import { sourceOffset } from './scalar-offset.js';

/** Keys and indexes that lead to a place in a file. */
export type Path = readonly (string | number)[];

/** Which part of the place at a path is meant. */
export interface Spot {
  /** The key instead of the value. */
  readonly key?: boolean;
  /** A place in the text of the value, counted in UTF-16 code units. */
  readonly offset?: number;
}

/** A file as YAML: its value, and where in the file each part of it stands. */
export interface YamlDocument {
  readonly file: string;
  /** Plain data, still to be checked; undefined if the file is not YAML. */
  readonly value: unknown;
  readonly syntaxErrors: readonly FileMistake[];
  /** Texts without quotes behind which a comment begins on the same line: YAML may have cut them short. */
  readonly cutTexts: readonly CutText[];
  /** The place of the part at a path, or of its nearest parent if there is no such part. */
  place(path: Path, spot?: Spot): FilePlace;
  /** The error that says this of the part at a path. */
  error(path: Path, explanation: Explanation, spot?: Spot): FileMistake;
}

/** Text without quotes, and the comment behind it. */
export interface CutText {
  readonly path: Path;
  readonly text: string;
  /** From its `#` on. */
  readonly comment: string;
}

/** What is right where a limit is passed, in the words of those who write such files. */
export interface YamlAdvice {
  readonly tooLarge: string;
  readonly tooDeep: string;
  /** Where `*name` stands. */
  readonly alias: Explanation;
}

/** A file is this long at most, in bytes; more of it need not be read. */
export const MAX_YAML_BYTES = 1024 * 1024;

/** Keys in one group; the checks compare names with one another, so more would take minutes. */
const MAX_KEYS = 500;

/** Reads YAML and remembers where things stand. */
export function parseYamlDocument(source: string, file: string, advice: YamlAdvice): YamlDocument {
  if (Buffer.byteLength(source) > MAX_YAML_BYTES)
    return tooMuch(file, 'this file is larger than 1 MiB', advice.tooLarge);
  const lines = linesOf(source);
  const placeAt = (offset: number): FilePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const errorAt = (offset: number, { message, hint }: Explanation): FileMistake => ({
    ...placeAt(offset),
    message,
    hint,
  });
  const [unreadable, ...others] = encodingErrors(source, errorAt);
  if (unreadable !== undefined) return refused(unreadable, ...others);
  try {
    const tooMany = keyTooMany(source);
    if (tooMany !== undefined)
      return refused(errorAt(tooMany, { message: `this group has more than ${MAX_KEYS} keys`, hint: advice.tooLarge }));
    const document = parseDocument(source, { prettyErrors: false, stringKeys: true });
    const syntaxErrors = [
      ...[...document.errors, ...document.warnings].map((error) => {
        const mistake = explainSyntax(error, source);
        return errorAt(mistake.offset, mistake);
      }),
      ...aliasesOf(source, document).map((offset) => errorAt(offset, advice.alias)),
    ];
    return {
      file,
      value: syntaxErrors.length === 0 ? document.toJS() : undefined,
      syntaxErrors: firstOfEachLine(syntaxErrors),
      cutTexts: cutTextsIn(source, document),
      place: (path, spot) => placeAt(offsetOf(source, document, path, spot)),
      error: (path, explanation, spot) => errorAt(offsetOf(source, document, path, spot), explanation),
    };
  } catch (error) {
    // The parser descends by calling itself.
    if (error instanceof RangeError) return tooMuch(file, 'lists or groups are nested too deeply', advice.tooDeep);
    throw error;
  }
}

/** The place at which a group has too many keys; found before the parser compares each key with all others. */
function keyTooMany(source: string): number | undefined {
  if (source.split(':', MAX_KEYS + 2).length <= MAX_KEYS + 1) return undefined;
  let offset: number | undefined;
  for (const token of new Parser().parse(source)) {
    if (token.type !== 'document') continue;
    CST.visit(token, ({ key, sep }, path) => {
      if (sep === undefined || (path.at(-1)?.[1] ?? 0) < MAX_KEYS) return undefined;
      offset = key?.offset ?? 0;
      return CST.visit.BREAK;
    });
  }
  return offset;
}

/** Where lines begin. The parser's own list lacks some if text is not YAML. */
function linesOf(source: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start >= 0; start = source.indexOf('\n', start) + 1 || -1) lines.addNewLine(start);
  return lines;
}

function aliasesOf(source: string, document: Document): number[] {
  // Going through a whole document takes a quarter as long as parsing it.
  if (!/(?:^|[\s[{,])\*/.test(source)) return [];
  const offsets: number[] = [];
  visit(document, {
    Alias: (_, { range }) => {
      offsets.push(range?.[0] ?? 0);
    },
  });
  return offsets;
}

function tooMuch(file: string, message: string, hint: string): YamlDocument {
  return refused({ file, line: 1, column: 1, message, hint });
}

function refused(error: FileMistake, ...others: FileMistake[]): YamlDocument {
  return {
    file: error.file,
    value: undefined,
    syntaxErrors: [error, ...others],
    cutTexts: [],
    place: () => error,
    error: () => error,
  };
}

/** Lines of a file in another encoding that are listed; most often all of them are wrong. */
const MAX_ENCODING_ERRORS = 5;

/** What cannot be read as UTF-8 has become U+FFFD; of UTF-16 every other byte is 0. */
function encodingErrors(
  source: string,
  errorAt: (offset: number, explanation: Explanation) => FileMistake,
): FileMistake[] {
  if (source.includes('\0')) return [errorAt(source.search(/[\0\uFFFD]/), UTF_16)];
  const offsets = [...source.matchAll(/\uFFFD/g)].map(({ index }) => index);
  return firstOfEachLine(offsets.map((offset) => errorAt(offset, NOT_UTF_8))).slice(0, MAX_ENCODING_ERRORS);
}

const UTF_16: Explanation = {
  message: 'this file is not UTF-8 text; it looks like UTF-16',
  hint: 'save it as UTF-8',
};
const NOT_UTF_8: Explanation = {
  message: 'there is a character that is not UTF-8',
  hint: 'save the file as UTF-8, and type the character again',
};

/** A comment behind text in quotes is one; behind other text it may be part of what was to be written. */
function cutTextsIn(source: string, document: Document): CutText[] {
  const cut: CutText[] = [];
  if (!/\S[ \t]+#/.test(source)) return cut;
  visit(document, {
    Scalar(key, { type, value, range }, ancestors) {
      if (key === 'key' || type !== 'PLAIN' || typeof value !== 'string') return;
      const comment = /^[ \t]+(#.*)/.exec(source.slice(range?.[1], source.indexOf('\n', range?.[1]) >>> 0))?.[1];
      if (comment !== undefined) cut.push({ path: pathOf(key, ancestors), text: value, comment: comment.trimEnd() });
    },
  });
  return cut;
}

/** The keys and indexes that lead to a node. */
function pathOf(key: number | 'key' | 'value' | null, ancestors: readonly unknown[]): Path {
  const steps = ancestors.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return isScalar(node.key) ? [String(node.key.value)] : [];
    const next = ancestors[index + 1];
    return isSeq(node) && next !== undefined ? [node.items.indexOf(next)] : [];
  });
  return typeof key === 'number' ? [...steps, key] : steps;
}

/** A slip in YAML often has several consequences on the same line, and only the first of them helps. */
function firstOfEachLine(errors: readonly FileMistake[]): FileMistake[] {
  const sorted = errors.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return sorted.filter((error, index) => error.line !== sorted[index - 1]?.line);
}

function offsetOf(source: string, document: Document, path: Path, { key = false, offset }: Spot = {}): number {
  let found = document.contents;
  let foundKey: unknown;
  for (const step of path) {
    const pair = isMap(found) ? found.items.find((item) => isScalar(item.key) && item.key.value === step) : undefined;
    const next = isSeq(found) && typeof step === 'number' ? found.items[step] : pair?.value;
    if (!isNode(next)) break;
    found = next;
    foundKey = pair?.key;
  }
  if (isScalar<string>(found) && typeof found.value === 'string' && offset !== undefined) {
    return sourceOffset(source, found, offset);
  }
  // If nothing follows the colon, the key is all there is to show.
  const isNothing = isScalar(found) && found.source === '';
  return startOf((key || isNothing) && isNode(foundKey) ? foundKey : found);
}

const startOf = (node: Node | null) => node?.range?.[0] ?? 0;
