import {
  createCompiler,
  type OutletRequestTemplate,
  parseCueTemplate,
  type TemplateValue,
  valuesIn,
} from '@cueline/shared';
import type { HttpRequest } from './http-client.js';

/** The value of a placeholder. */
export type ValueOf = (name: TemplateValue) => string;

const { templateOf, compileText, compileJson } = createCompiler(parseCueTemplate);
export { compileText };

/** The values of PLATFORM_VALUES, which alone are known before there is a cue. */
export const settingValues =
  (values: Readonly<Record<string, string>>): ValueOf =>
  (name) =>
    values[name.replace('values.', '')] ?? '';

/** A request of a platform file, compiled. */
export interface FilledRequest {
  readonly fill: (valueOf: ValueOf) => HttpRequest;
  /** All placeholders in it. */
  readonly values: readonly TemplateValue[];
}

/**
 * Compiles a request of a platform file.
 *
 * @param usual its method if it names none
 */
export function compileRequest(request: OutletRequestTemplate, usual: HttpRequest['method']): FilledRequest {
  const { method = usual, url, headers = {}, json, form, text } = request;
  const urlOf = compileText(url, inUrl);
  const headersOf = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), compileText(value, inHeader)] as const,
  );
  const jsonOf = compileJson(json);
  const formOf = Object.entries(form ?? {}).map(([name, value]) => [name, compileText(value)] as const);
  const textOf = text === undefined ? undefined : compileText(text);
  const bodyOf = (valueOf: ValueOf): { type: string; body: string } | undefined => {
    if (json !== undefined) return { type: 'application/json', body: JSON.stringify(jsonOf(valueOf)) };
    if (textOf !== undefined) return { type: 'text/plain; charset=utf-8', body: textOf(valueOf) };
    if (form === undefined) return undefined;
    const fields = new URLSearchParams(formOf.map(([name, fill]): [string, string] => [name, fill(valueOf)]));
    return { type: 'application/x-www-form-urlencoded', body: fields.toString() };
  };
  return {
    fill(valueOf) {
      const body = bodyOf(valueOf);
      const named = Object.fromEntries(headersOf.map(([name, fill]) => [name, fill(valueOf)]));
      const type = body === undefined ? {} : { 'content-type': body.type };
      return { method, url: urlOf(valueOf), headers: { ...type, ...named }, body: body?.body };
    },
    values: textsIn({ url, headers, json, form, text }).flatMap((one) => valuesIn(templateOf(one))),
  };
}

function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : [];
}

/** Also where a value is a whole segment, it leads to no other path. */
const inUrl = (value: string): string =>
  /^\.{1,2}$/.test(value) ? '_' : encodeURIComponent(Buffer.from(value).toString());

/** Other characters cannot be in a header. */
const inHeader = (value: string): string => value.replaceAll(/[^\x20-\x7e]/g, '?');
