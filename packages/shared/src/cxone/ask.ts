import type { ClientRequest } from 'node:http';
import type { z } from 'zod';

export interface AskOptions {
  readonly method?: 'GET' | 'POST';
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 15_000;
/** A longer answer is neither a token nor a configuration; reading stops there. */
const MAX_ANSWER_BYTES = 65_536;

/** No answer came that can be read. */
export class AskError extends Error {
  override readonly name = 'AskError';
  /** The status of the answer, if there was one. */
  readonly status: number | undefined;
  readonly code: string;
  constructor(status: number | undefined, code: string, options?: ErrorOptions) {
    super(status === undefined ? code : `it answered ${status}`, options);
    this.status = status;
    this.code = code;
  }
}

/**
 * Asks for JSON of a given shape, once.
 *
 * @throws AskError
 */
export async function ask<T>(url: string, schema: z.ZodType<T>, options: AskOptions, signal: AbortSignal): Promise<T> {
  const { default: got, RequestError } = await import('got'); // slow to load, and not needed to become alive
  const request = got(url, {
    ...options,
    timeout: { request: TIMEOUT_MS },
    signal,
    followRedirect: false, // the secret goes to this URL only
    decompress: false, // a small answer could unpack to a huge one; compression is not requested
    retry: { limit: 0 },
  });
  let underWay: ClientRequest | undefined;
  void request.on('request', (sent: ClientRequest) => (underWay = sent));
  void request.on('downloadProgress', ({ transferred }) => {
    if (transferred > MAX_ANSWER_BYTES) underWay?.destroy(new Error('the answer is too long'));
  });
  let status: number | undefined;
  try {
    const answer = await request;
    status = answer.statusCode;
    return schema.parse(JSON.parse(answer.body));
  } catch (error) {
    const isOfRequest = error instanceof RequestError;
    const [answered, code] = isOfRequest
      ? [error.response?.statusCode, error.code]
      : [status, 'not what was asked for'];
    throw new AskError(answered, code, { cause: error });
  }
}
