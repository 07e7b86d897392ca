import { stringify } from 'yaml';
import { z } from 'zod';
import type { Path } from './yaml-document.js';

type Schema = z.core.$ZodType;

/** Says what the part at a path may be; if it has no description of its own, what the part around it may be. */
export function hintAt(schema: Schema, path: Path): string {
  const own = hintOf(partAt(schema, path));
  return own || path.length === 0 ? own : hintAt(schema, path.slice(0, -1));
}

/**
 * The keys that a group may have; if there are several kinds of groups, of those to which the unknown ones are
 * unknown.
 */
export function keysAt(schema: Schema, path: Path, unknown: readonly string[]): string[] {
  return kindsOf(partAt(schema, path))
    .flatMap((kind) => (kind instanceof z.ZodObject ? [Object.keys(kind.shape)] : []))
    .filter((keys) => !keys.some((key) => unknown.includes(key)))
    .flat();
}

/** The words that the part at a path may be, if only certain words fit. */
export function valuesAt(schema: Schema, path: Path): string[] {
  return kindsOf(partAt(schema, path)).flatMap((kind) => (kind instanceof z.ZodEnum ? kind.options.map(String) : []));
}

function partAt(schema: Schema, path: Path): Schema | undefined {
  return path.reduce<Schema | undefined>((part, step) => part && required(stepInto(part, step)), schema);
}

function stepInto(schema: Schema, step: string | number): Schema | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodUnion) return schema.options.map((option) => stepInto(option, step)).find(Boolean);
  return schema instanceof z.ZodObject && typeof step === 'string' ? schema.shape[step] : undefined;
}

const required = (schema: Schema | undefined) => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);
const kindsOf = (schema: Schema | undefined) => (schema instanceof z.ZodUnion ? schema.options : [schema]);

function hintOf(schema: Schema | undefined): string {
  const { description, examples } = (schema && z.globalRegistry.get(schema)) ?? {};
  const shown = Array.isArray(examples) ? examples.map((example) => `\`${inYaml(example)}\``).join(' or ') : '';
  const values = schema instanceof z.ZodEnum ? `one of ${schema.options.join(', ')}` : '';
  return [description, values, shown && `for example ${shown}`].filter(Boolean).join('; ');
}

const inYaml = (value: unknown) =>
  typeof value === 'string'
    ? value
    : stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim();
