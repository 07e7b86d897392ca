import { inChildSpan, type SpanAttributes } from '@cueline/shared';
import got, { AbortError, RequestError, TimeoutError } from 'got';
import { CueError } from './cue-error.js';
import type { OutletNames } from '../gate/outlet-names.js';
import type { Answer, HttpAnswer } from './read-answer.js';

export interface HttpClientContext {
  readonly timeoutMs: number;
  readonly names: OutletNames;
}

/** A request, as it goes over the wire. */
export interface HttpRequest {
  readonly method: 'HEAD' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent if it has none. */
  readonly body?: string | undefined;
}

/** A longer answer is not read to its end. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Creates a client of an outlet's HTTP endpoint. */
export function createHttpClient({ timeoutMs, names }: HttpClientContext) {
  const client = got.extend({
    timeout: { request: timeoutMs },
    // Retries are decided by what the answer means for the whole queue.
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false, // a small answer could unpack to a huge one; compression is not requested
  });

  async function answerTo({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const tooMuch = new AbortController();
    return inChildSpan(method, { kind: 'client', attributes: spanAttributes(method, url) }, async (span) => {
      const request = client(url, {
        method,
        headers,
        allowGetBody: true,
        signal: tooMuch.signal,
        ...(body === undefined ? {} : { body }),
      });
      void request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_ANSWER_BYTES) tooMuch.abort();
      });
      const { statusCode, headers: answered, rawBody } = await request;
      span?.set({ 'http.response.status_code': statusCode });
      return { statusCode, headers: answered, body: Buffer.from(rawBody).toString() }; // got's `body` of a compressed answer is not text
    });
  }

  /**
   * Makes a request, once, and reads its answer.
   *
   * @throws CueError if there was no whole answer, or one that is too long
   */
  return async function ask<Read = Answer>(
    request: HttpRequest,
    read: (answer: HttpAnswer) => Read,
  ): Promise<Read | Extract<Answer, { kind: 'misconfigured' }>> {
    try {
      return read(await answerTo(request));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (!NO_TLS.test(error.code)) throw asCueError(error, names);
      return { kind: 'misconfigured', status: undefined, why: refusesTls(error.code, names), retryAfterMs: undefined };
    }
  };
}
export type HttpClient = ReturnType<typeof createHttpClient>;

/** Without the path, which names the call. */
function spanAttributes(method: string, url: string): SpanAttributes {
  const { hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': method,
    'url.scheme': protocol.slice(0, -1),
    'server.address': hostname,
    ...(port === '' ? {} : { 'server.port': Number(port) }),
  };
}

/** Node's codes for TLS connections that fail before anything is sent, mostly for their certificate. */
const NO_TLS = /^(CERT_|CRL_|ERR_TLS_CERT|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|UNABLE_TO_)|SELF_SIGNED/;

function refusesTls(code: string, { who, check }: OutletNames): string {
  return `no TLS connection to ${who} (${code}): check ${check}, and NODE_EXTRA_CA_CERTS for a certificate authority of your own`;
}

/** got's errors carry the request with its headers, so only a message is passed on. */
function asCueError(error: RequestError, { who }: OutletNames): CueError {
  const status = error.response?.statusCode;
  const begun = status === undefined ? '' : `, after a status of ${status}`;
  if (error instanceof AbortError) return new CueError('UNAVAILABLE', `${who} answered too much${begun}`, { status });
  if (error instanceof TimeoutError)
    return new CueError('TIMED_OUT', `${who} did not answer in time${begun}`, { status });
  if (status === undefined) return new CueError('UNREACHABLE', `${who} could not be reached: ${error.code}`);
  return new CueError('UNREACHABLE', `${who} cut its answer short${begun}: ${error.code}`, { status });
}
