import type { z } from 'zod';
import { closest } from './closest.js';
import type { Explanation } from './explain-syntax.js';
import { hintAt, keysAt, valuesAt } from './rule-schema-walk.js';
import type { Path, Spot } from './rule-document.js';
import { RuleFile } from './rule-file.js';

/** A mistake in the shape of a rule file: where it is and what it is. */
export interface Mistake extends Explanation {
  readonly path: Path;
  readonly spot?: Spot;
  /** The part that is not there because its key is misspelt. */
  readonly explains?: Path;
}

/** Compares parsed YAML with the schema of the rule file. */
export function findShapeMistakes(value: unknown): Mistake[] {
  if (value === null || value === undefined) {
    return [{ path: [], message: 'this file is empty', hint: 'begin with `version: 1`' }];
  }
  const { error } = RuleFile.safeParse(value, { reportInput: true });
  return withoutExplained(error?.issues.flatMap((issue) => explain(issue, [])) ?? []);
}

/** A misspelt key is one mistake, not a strange key and a missing one. */
function withoutExplained(mistakes: readonly Mistake[]): Mistake[] {
  const explained = new Set(mistakes.flatMap(({ explains }) => (explains ? [explains.join('\n')] : [])));
  return mistakes.filter(({ path }) => !explained.has(path.join('\n')));
}

function explain(issue: z.core.$ZodIssue, parent: Path): Mistake[] {
  const path = [...parent, ...issue.path.filter((step) => typeof step !== 'symbol')];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => explainUnknownKey(path, key, keysAt(path, issue.keys), issue.input));
    case 'invalid_union':
      return explainUnion(issue, path);
    case 'invalid_key':
      return [explainName(path)];
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_format':
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of':
    case 'invalid_element':
    case 'custom':
      return [explainValue(path, issue.input)];
    default:
      return issue satisfies never;
  }
}

/** If the value is of the right kind for one of the alternatives, the mistakes in that one help most. */
function explainUnion({ errors, input }: z.core.$ZodIssueInvalidUnion, path: Path): Mistake[] {
  const [meant] = errors
    .filter((issues) => !issues.some(isOfAnotherKind))
    .map((issues) => withoutExplained(issues.flatMap((issue) => explain(issue, path))))
    .toSorted((a, b) => a.length - b.length);
  return meant ?? [explainValue(path, input)];
}

const isOfAnotherKind = ({ code, path }: z.core.$ZodIssue) =>
  path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');

function explainUnknownKey(path: Path, key: string, known: readonly string[], group: unknown): Mistake {
  const place = { path: [...path, key], spot: { key: true } };
  if (path[0] === 'prohibited' && path.length === 2 && keysAt(['disclosures', 0], []).includes(key)) {
    const message = `\`${key}\` belongs to disclosures: a prohibited phrase is cued as soon as it is said`;
    return { ...place, message, hint: 'remove it, or put the rule under `disclosures`' };
  }
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

const explainName = (path: Path): Mistake => ({
  path,
  spot: { key: true },
  message: `\`${path.at(-1)}\` cannot be a name`,
  hint: 'names are in small letters, digits and _, beginning with a letter, as in `cancel_request`',
});

function explainValue(path: Path, input: unknown): Mistake {
  const name = nameOf(path);
  const hint = hintAt(path);
  if (input === undefined) return { path, message: `${name} is missing`, hint };
  if (input === null || input === '' || (Array.isArray(input) && input.length === 0)) {
    return { path, message: `${name} is empty`, hint };
  }
  const meant = typeof input === 'string' ? closest(input, valuesAt(path)) : undefined;
  return { path, message: `${name} cannot be ${show(input)}`, hint: meant ? `did you mean \`${meant}\`?` : hint };
}

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'a rule file';
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
