import type { Failure } from '../../contract/index.js';
import { BASE } from './base.js';
import { fromConsole } from './json.js';

/** The console did not do what was asked; `code` is one of the contract, or `unreachable`. The message is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether what was asked for may be answered soon. What was refused is refused again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && ['unreachable', 'redis_away', 'unavailable'].includes(error.code);

/** Asks the console for what the contract gives for a path. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`${BASE}/api/${path}`, init).catch((cause: unknown) => {
    throw new ApiError('unreachable', 'The console does not answer.', { cause });
  });
  if (!response.ok) throw await failureOf(response, path);
  return fromConsole<T>(await response.text());
}

async function failureOf(response: Response, path: string): Promise<ApiError> {
  // Something between the page and the console may have answered.
  if (response.headers.get('content-type')?.includes('json') !== true)
    return new ApiError('unavailable', `The console answered ${response.status}.`);
  const { error } = fromConsole<Failure>(await response.text());
  // The session has ended: the page asks for a login, and shows nothing more of what it has seen.
  if (error.code === 'not_logged_in' && path !== 'login') location.reload();
  return new ApiError(error.code, error.message);
}

/** Why the console gives no stream, which an `EventSource` does not tell; undefined if it gives one by now. */
export async function whyNoStream(path: string): Promise<ApiError | undefined> {
  const looking = new AbortController();
  try {
    const response = await fetch(`${BASE}/api/${path}`, { signal: looking.signal });
    return response.ok ? undefined : await failureOf(response, path);
  } catch {
    return undefined; // it does not answer at all: how old the page is says so
  } finally {
    looking.abort();
  }
}

export const post = <T>(path: string, body: unknown): Promise<T> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** A query string of what is set. */
export function query(values: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>({ ...values }))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== '') search.append(name, String(each));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
