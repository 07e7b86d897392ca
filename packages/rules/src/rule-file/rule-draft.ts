import { z } from 'zod';
import { RuleFile } from './rule-file.js';

/** What is left of a value when whatever does not fit its schema is left out. */
export type Draft<T> = T extends readonly (infer E)[]
  ? (Draft<E> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: Draft<T[K]> | undefined }
    : T;

/**
 * A rule file as far as it is right, so that all its mistakes are found in one go: one misspelt key does not hide that
 * a phrase further down is wrong as well.
 */
export type RuleDraft = Draft<RuleFile>;

const DraftSchema = draftOf(RuleFile);

/** Takes from parsed YAML whatever fits the schema. */
export function parseRuleDraft(value: unknown): RuleDraft {
  const { data } = DraftSchema.safeParse(value);
  return isDraft(data) ? data : {};
}

const isDraft = (data: unknown): data is RuleDraft => typeof data === 'object' && data !== null;

/** The same schema with every part of it optional, left out where it is wrong. */
function draftOf(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return draftOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return z.array(orNothing(schema.element));
  if (schema instanceof z.ZodRecord) return z.record(z.string(), orNothing(schema.valueType));
  if (schema instanceof z.ZodUnion) {
    // All parts of a draft's group are optional, so the first group would take the place of all others: merge them.
    const groups = schema.options.filter((option) => option instanceof z.ZodObject);
    const others = schema.options.filter((option) => !(option instanceof z.ZodObject));
    return z.union([...others.map(draftOf), draftOfGroups(groups)]);
  }
  if (schema instanceof z.ZodObject) return draftOfGroups([schema]);
  return z.custom((value) => z.safeParse(schema, value).success);
}

function draftOfGroups(groups: readonly z.ZodObject[]): z.ZodType {
  const parts = groups.flatMap((group) => Object.entries<z.core.$ZodType>(group.shape));
  return z.object(Object.fromEntries(parts.map(([key, part]) => [key, orNothing(part)])));
}

function orNothing(part: z.core.$ZodType): z.ZodType {
  return draftOf(part).optional().catch(undefined);
}
