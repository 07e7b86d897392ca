import { parseJson } from '@cueline/shared';

/** A frame in a body, and its bytes. */
export interface BodyFrame {
  readonly frame: object;
  readonly data: Buffer;
}

/**
 * The frames of a body: a form is one, JSON is one or an array of them, and lines of JSON (`application/x-ndjson`) are one each.
 * Undefined if it cannot be read, or if one of them is no object.
 */
export function bodyFrames(body: Buffer, contentType = ''): BodyFrame[] | undefined {
  const [type = ''] = contentType.toLowerCase().split(';', 1);
  if (type.trim() === 'application/x-www-form-urlencoded')
    return [{ frame: Object.fromEntries(new URLSearchParams(body.toString())), data: body }];
  try {
    const values = type.trim() === 'application/x-ndjson' ? linesOf(body).map(parseJson) : parseJson(body);
    if (isObject(values)) return [{ frame: values, data: body }];
    if (!Array.isArray(values) || !values.every(isObject)) return undefined;
    return values.map((frame) => ({ frame, data: Buffer.from(JSON.stringify(frame)) }));
  } catch {
    return undefined;
  }
}

const linesOf = (body: Buffer): Buffer[] =>
  body
    .toString()
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [Buffer.from(line)]));

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
