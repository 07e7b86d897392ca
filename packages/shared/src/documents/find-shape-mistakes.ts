import type { z } from 'zod';
import { closest } from './closest.js';
import type { Explanation } from './explain-syntax.js';
import { hintAt, keysAt, valuesAt } from './schema-walk.js';
import type { Path, Spot } from './yaml-document.js';

/** A mistake in the shape of a file: where it is and what it is. */
export interface Mistake extends Explanation {
  readonly path: Path;
  readonly spot?: Spot;
  /** The part that is not there because its key is misspelt. */
  readonly explains?: Path;
}

/** A kind of file that people write, and what mistakes in it are told by. */
export interface FileShape {
  /** Its descriptions and examples are the hints. */
  readonly schema: z.ZodType;
  /** What such a file is called: `a rule file`. */
  readonly noun: string;
  /** What a key that cannot be a name should look like. */
  readonly names: string;
  /** What is to be said of a key that is known elsewhere in the file. */
  readonly explainKey?: (path: Path, key: string) => Explanation | undefined;
}

/** Compares parsed YAML with the schema of its kind of file. */
export function findShapeMistakes(value: unknown, shape: FileShape): Mistake[] {
  if (value === null || value === undefined) {
    return [{ path: [], message: 'this file is empty', hint: 'begin with `version: 1`' }];
  }
  const { error } = shape.schema.safeParse(value, { reportInput: true });
  return withoutExplained(error?.issues.flatMap((issue) => explain(issue, [], shape)) ?? []);
}

/** A misspelt key is one mistake, not a strange key and a missing one. */
function withoutExplained(mistakes: readonly Mistake[]): Mistake[] {
  const explained = new Set(mistakes.flatMap(({ explains }) => (explains ? [explains.join('\n')] : [])));
  return mistakes.filter(({ path }) => !explained.has(path.join('\n')));
}

function explain(issue: z.core.$ZodIssue, parent: Path, shape: FileShape): Mistake[] {
  const path = [...parent, ...issue.path.filter((step) => typeof step !== 'symbol')];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => explainUnknownKey(path, key, issue, shape));
    case 'invalid_union':
      return explainUnion(issue, path, shape);
    case 'invalid_key':
      return [explainName(path, shape)];
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_format':
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return [explainValue(path, issue.input, shape)];
    default:
      return issue satisfies never;
  }
}

/** If the value is of the right kind for one of the alternatives, the mistakes in that one help most. */
function explainUnion({ errors, input }: z.core.$ZodIssueInvalidUnion, path: Path, shape: FileShape): Mistake[] {
  const [meant] = errors
    .filter((issues) => !issues.some(isOfAnotherKind))
    .map((issues) => withoutExplained(issues.flatMap((issue) => explain(issue, path, shape))))
    .toSorted((a, b) => a.length - b.length);
  return meant ?? [explainValue(path, input, shape)];
}

const isOfAnotherKind = ({ code, path }: z.core.$ZodIssue) =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

function explainUnknownKey(
  path: Path,
  key: string,
  { keys, input: group }: z.core.$ZodIssueUnrecognizedKeys,
  { schema, explainKey }: FileShape,
): Mistake {
  const place = { path: [...path, key], spot: { key: true } };
  const elsewhere = explainKey?.(path, key);
  if (elsewhere !== undefined) return { ...place, ...elsewhere };
  const known = keysAt(schema, path, keys);
  // A key that is there was not misspelt.
  const isMissing = (one: string) => typeof group !== 'object' || group === null || !Object.hasOwn(group, one);
  const meant = closest(key, known.filter(isMissing));
  return {
    ...place,
    message: `\`${key}\` is not known here`,
    hint: meant ? `did you mean \`${meant}\`?` : `known here: ${known.join(', ')}`,
    ...(meant && { explains: [...path, meant] }),
  };
}

const explainName = (path: Path, { names }: FileShape): Mistake => ({
  path,
  spot: { key: true },
  message: `\`${path.at(-1)}\` cannot be a name`,
  hint: names,
});

function explainValue(path: Path, input: unknown, { schema, noun }: FileShape): Mistake {
  const name = nameOf(path) ?? noun;
  const hint = hintAt(schema, path) || `${noun} begins with \`version: 1\``;
  if (input === undefined) return { path, message: `${name} is missing`, hint };
  if (input === null || input === '' || (Array.isArray(input) && input.length === 0)) {
    return { path, message: `${name} is empty`, hint };
  }
  const meant = typeof input === 'string' ? closest(input, valuesAt(schema, path)) : undefined;
  return { path, message: `${name} cannot be ${show(input)}`, hint: meant ? `did you mean \`${meant}\`?` : hint };
}

function nameOf(path: Path): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  return typeof last === 'number' ? `entry ${last + 1} of \`${path.at(-2)}\`` : `\`${last}\``;
}

/** More of a value is not repeated: it may be a whole file. */
const MAX_SHOWN = 60;

function show(input: unknown): string {
  if (typeof input === 'string') {
    return input.length > MAX_SHOWN ? `\`${input.slice(0, MAX_SHOWN)}…\`` : `\`${input}\``;
  }
  if (typeof input !== 'object') return `\`${JSON.stringify(input)}\``;
  return Array.isArray(input) ? 'a list' : 'a group of settings';
}
