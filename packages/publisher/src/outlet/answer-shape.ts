/** What an answer's body is: a page or other markup comes from a login, a proxy or a web server, not from an API. */
export type AnswerShape =
  | { kind: 'empty' | 'text' | 'page' }
  | {
      kind: 'json';
      value: unknown;
      /** Whether it says that the request failed, whatever the status. */ failed: boolean;
    };

/** Tells what a body is by its text first: some APIs send JSON as `text/html`. */
export function answerShape(body: string, contentType = ''): AnswerShape {
  const text = body.trim();
  if (text === '') return { kind: 'empty' };
  const value = parseJson(text);
  if (value !== undefined) return { kind: 'json', value, failed: saysFailed(value) };
  return { kind: text.startsWith('<') || /\b(html|xml)\b/i.test(contentType) ? 'page' : 'text' };
}

function saysFailed(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { error, errors, success } = Object.fromEntries(Object.entries(value));
  return success === false || [error, errors].some(isGiven);
}

const isGiven = (value: unknown) =>
  Array.isArray(value) ? value.length > 0 : !['', undefined, null, false].some((nothing) => nothing === value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
