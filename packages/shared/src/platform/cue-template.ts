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
type Piece = { readonly text: string } | { readonly value: TemplateValue; readonly filter: string | undefined };

/** A text with placeholders, such as `{title}` or `{description|250}`. */
export type CueTemplate = readonly Piece[];

export type ParsedCueTemplate =
  | { readonly ok: true; readonly template: CueTemplate }
  | { readonly ok: false; readonly message: string; readonly hint: string; readonly offset: number };

/** `{{` and `}}` are braces. */
const PART = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;
const FILTER = /^(?:number|ms|s|[1-9]\d{0,4})$/;

/** Parses a text with placeholders. */
export function parseCueTemplate(text: string): ParsedCueTemplate {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: part, 1: inner, index } of text.matchAll(PART)) {
    if (index > from) pieces.push({ text: text.slice(from, index) });
    from = index + part.length;
    if (part === '{{' || part === '}}') pieces.push({ text: part.slice(1) });
    else {
      const wrong = inner === undefined ? { message: 'a brace stands alone', hint: BRACES } : mistakeIn(inner);
      if (wrong !== undefined) return { ok: false, ...wrong, offset: index };
      const [value = '', filter] = (inner ?? '').split('|');
      if (isValue(value)) pieces.push({ value, filter });
    }
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return { ok: true, template: pieces };
}

const BRACES = 'a placeholder is `{title}`; a brace itself is `{{` or `}}`';

function mistakeIn(inner: string): { message: string; hint: string } | undefined {
  const [value = '', filter, ...more] = inner.split('|');
  if (!isValue(value)) {
    const meant = closest(value, TEMPLATE_VALUES);
    const known = `known are ${TEMPLATE_VALUES.join(', ')}, attributes.NAME and values.NAME`;
    return {
      message: `\`{${inner}}\` is not known`,
      hint: meant === undefined ? known : `did you mean \`{${meant}}\`?`,
    };
  }
  if (filter === undefined || (FILTER.test(filter) && more.length === 0)) return undefined;
  const hint = 'known are `|number`, `|ms` and `|s` for times, and `|250` for at most so many characters';
  return { message: `\`|${[filter, ...more].join('|')}\` is not known`, hint };
}

const isValue = (name: string): name is TemplateValue =>
  TEMPLATE_VALUES.some((one) => one === name) || /^(?:attributes|values)\.[^.\s|]+$/.test(name);

/** The values that a template is made of. */
export const valuesIn = (template: CueTemplate): TemplateValue[] =>
  template.flatMap((piece) => ('value' in piece ? [piece.value] : []));

/**
 * Fills in a template.
 *
 * @param encode what becomes of each value, such as percent-encoding
 * @returns text; a number if all of it is one placeholder with `|number`, `|ms` or `|s`
 */
export function fillCue(
  template: CueTemplate,
  valueOf: (name: TemplateValue) => string,
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
