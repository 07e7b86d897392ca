import { closest } from '../documents/index.js';

/** What a placeholder may stand for, beside `attributes.NAME` and `values.NAME`. */
export const TEMPLATE_VALUES = [
  'call',
  'cueId',
  'cueKey',
  'description',
  'expires',
  'key',
  'kind',
  'now',
  'priority',
  'rule',
  'rules',
  'title',
] as const;
export type TemplateValue = (typeof TEMPLATE_VALUES)[number] | `attributes.${string}` | `values.${string}`;

/** A piece of a template: text, or a placeholder with what is to be made of its value. */
type Piece<Value> = { readonly text: string } | { readonly value: Value; readonly filter: string | undefined };

/** A text with placeholders, such as `{title}` or `{description|250}`. */
export type Template<Value extends string> = readonly Piece<Value>[];
export type CueTemplate = Template<TemplateValue>;

export type ParsedTemplate<Value extends string> =
  | { readonly ok: true; readonly template: Template<Value> }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly offset: number };

/** What placeholders may stand for: these names, and `GROUP.NAME` of these groups. */
export interface Placeholders<Value extends string> {
  readonly names: readonly string[];
  readonly groups: readonly string[];
  readonly has: (name: string) => name is Value;
}

/** `{{` and `}}` are braces. */
const PART = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;
const FILTER = /^(?:number|ms|s|[1-9]\d{0,4})$/;

/** Placeholders of these names and groups. */
export const placeholders = <Value extends string>(
  names: readonly string[],
  groups: readonly string[],
): Placeholders<Value> => ({
  names,
  groups,
  has: (name): name is Value => {
    const [group = '', ...inner] = name.split('.');
    return names.includes(name) || (groups.includes(group) && inner.length === 1 && /^[^\s|]+$/.test(inner[0] ?? ''));
  },
});

const OF_CUES = placeholders<TemplateValue>(TEMPLATE_VALUES, ['attributes', 'values']);

/** Parses a text with placeholders for what cues are made of. */
export const parseCueTemplate = (text: string): ParsedTemplate<TemplateValue> => parseTemplate(text, OF_CUES);

/** Parses a text with placeholders. */
export function parseTemplate<Value extends string>(text: string, known: Placeholders<Value>): ParsedTemplate<Value> {
  const pieces: Piece<Value>[] = [];
  let from = 0;
  for (const { 0: part, 1: inner, index } of text.matchAll(PART)) {
    if (index > from) pieces.push({ text: text.slice(from, index) });
    from = index + part.length;
    if (part === '{{' || part === '}}') pieces.push({ text: part.slice(1) });
    else {
      const wrong = inner === undefined ? { message: 'a brace stands alone', hint: BRACES } : mistakeIn(inner, known);
      if (wrong !== undefined) return { ok: false, ...wrong, offset: index };
      const [value = '', filter] = (inner ?? '').split('|');
      if (known.has(value)) pieces.push({ value, filter });
    }
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return { ok: true, template: pieces };
}

const BRACES = 'a placeholder is `{title}`; a brace itself is `{{` or `}}`';

function mistakeIn(inner: string, known: Placeholders<string>): { message: string; hint: string } | undefined {
  const [value = '', filter, ...more] = inner.split('|');
  if (!known.has(value)) {
    const meant = closest(value, known.names);
    const groups = known.groups.map((group) => `${group}.NAME`);
    return {
      message: `\`{${inner}}\` is not known`,
      hint: meant === undefined ? `known are ${listed([...known.names, ...groups])}` : `did you mean \`{${meant}}\`?`,
    };
  }
  if (filter === undefined || (FILTER.test(filter) && more.length === 0)) return undefined;
  const hint = 'known are `|number`, `|ms` and `|s` for times, and `|250` for at most so many characters';
  return { message: `\`|${[filter, ...more].join('|')}\` is not known`, hint };
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The values that a template is made of. */
export const valuesIn = <Value extends string>(template: Template<Value>): Value[] =>
  template.flatMap((piece) => ('value' in piece ? [piece.value] : []));

/**
 * Fills in a template.
 *
 * @param encode what becomes of each value, such as percent-encoding
 * @returns text; a number if all of it is one placeholder with `|number`, `|ms` or `|s`
 */
export function fillCue<Value extends string>(
  template: Template<Value>,
  valueOf: (name: Value) => string,
  encode: (value: string) => string = (value) => value,
): string | number {
  const [only] = template;
  if (template.length === 1 && only !== undefined && 'value' in only) {
    const value = filtered(valueOf(only.value), only.filter);
    return typeof value === 'number' ? value : encode(value);
  }
  return template
    .map((piece) => ('text' in piece ? piece.text : encode(String(filtered(valueOf(piece.value), piece.filter)))))
    .join('');
}

function filtered(value: string, filter: string | undefined): string | number {
  switch (filter) {
    case undefined:
      return value;
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : value;
    case 'ms':
      return Date.parse(value);
    case 's':
      return Math.floor(Date.parse(value) / 1000);
    default: {
      const letters = Array.from(value);
      const most = Number(filter);
      return letters.length <= most ? value : `${letters.slice(0, most - 1).join('')}…`;
    }
  }
}
