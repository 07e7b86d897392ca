import type { Failure } from '../../contract/index.js';

/** The console did not do what was asked; `code` is one of the contract, or `unreachable`. The message is for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Asks the console; what it answers has the shape that the contract gives for the path, as both are of one version. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(`/api/${path}`, init).catch((cause: unknown) => {
    throw new ApiError('unreachable', 'The console does not answer.', { cause });
  });
  if (response.ok) return (await response.json()) as T;
  const failure = (await response.json().catch(() => undefined)) as Failure | undefined;
  throw new ApiError(
    failure?.error.code ?? 'unavailable',
    failure?.error.message ?? `The console answered ${response.status}.`,
  );
}

export const post = <T>(path: string, body: unknown): Promise<T> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** A query string of what is set. */
export function query(values: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values) as [string, unknown][])
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      if (each !== undefined && each !== '') search.append(name, String(each));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
