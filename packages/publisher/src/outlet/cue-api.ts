import {
  cuesUrl,
  cueUrl,
  type CueSettings,
  type CxoneSettings,
  inChildSpan,
  type InteractionId,
  type SpanAttributes,
} from '@cueline/shared';
import got, { AbortError, RequestError, TimeoutError } from 'got';
import { type Answer, type HttpAnswer, readPostAnswer, readResolveAnswer } from './read-answer.js';
import { CueError } from './cue-error.js';
import type { Note } from './note.js';

export interface CueApiContext {
  readonly settings: CxoneSettings & CueSettings;
  /** Wall clock, for answers that contain a date. */
  readonly now: () => number;
}

/** A longer answer is not read to its end. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** Creates a client of CXone's cue API. */
export function createCueApi({ settings, now }: CueApiContext) {
  const client = got.extend({
    timeout: { request: settings.CXONE_CUE_TIMEOUT_MS },
    // Retries are decided by what the answer means for the whole queue.
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: false, // a small answer could unpack to a huge one; compression is not requested
  });
  async function answerTo(
    method: 'post' | 'patch',
    url: string,
    headers: Record<string, string>,
    json: unknown,
  ): Promise<HttpAnswer> {
    const tooMuch = new AbortController();
    return inChildSpan(
      method.toUpperCase(),
      { kind: 'client', attributes: spanAttributes(method, url) },
      async (span) => {
        const request = client[method](url, { headers, json, signal: tooMuch.signal });
        void request.on('downloadProgress', ({ transferred }) => {
          if (transferred > MAX_ANSWER_BYTES) tooMuch.abort();
        });
        const { statusCode, headers: answered, rawBody } = await request;
        span?.set({ 'http.response.status_code': statusCode });
        return { statusCode, headers: answered, body: Buffer.from(rawBody).toString() }; // got's `body` of a compressed answer is not text
      },
    );
  }
  /** @throws CueError if there was no whole answer, or one that is too long */
  async function interpreted(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (!NO_TLS.test(error.code)) throw asCueError(error);
      return { kind: 'misconfigured', status: undefined, why: refusesTls(error.code), retryAfterMs: undefined };
    }
  }
  const headersWith = (token: string, key: string) => ({
    authorization: `Bearer ${token}`,
    [settings.CXONE_IDEMPOTENCY_HEADER]: key,
  });
  return {
    /**
     * Posts nothing: an empty body, for an interaction that is not there. What it is answered shows whether cues would be taken.
     *
     * @throws CueError if there was no whole answer, or one that is too long
     */
    probe: (interactionId: InteractionId, token: string): Promise<Answer> =>
      interpreted(async () => {
        const headers = headersWith(token, interactionId);
        return readPostAnswer(await answerTo('post', cuesUrl(settings, interactionId), headers, {}), now());
      }),
    /**
     * Makes the noted request, once.
     *
     * @throws CueError if there was no whole answer, or one that is too long
     */
    send: (interactionId: InteractionId, note: Note, token: string): Promise<Answer> =>
      interpreted(async () => {
        const headers = headersWith(token, note.key);
        if (note.kind === 'resolve') {
          const url = cueUrl(settings, interactionId, note.cueId);
          return readResolveAnswer(await answerTo('patch', url, headers, { status: 'resolved' }), now());
        }
        return readPostAnswer(await answerTo('post', cuesUrl(settings, interactionId), headers, note.body), now());
      }),
  };
}
export type CueApi = ReturnType<typeof createCueApi>;

/** Without the path, which names the call. */
function spanAttributes(method: string, url: string): SpanAttributes {
  const { hostname, port, protocol } = new URL(url);
  return {
    'http.request.method': method.toUpperCase(),
    'url.scheme': protocol.slice(0, -1),
    'server.address': hostname,
    ...(port === '' ? {} : { 'server.port': Number(port) }),
  };
}

/** Node's codes for TLS connections that fail before anything is sent, mostly for their certificate. */
const NO_TLS = /^(CERT_|CRL_|ERR_TLS_CERT|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA|UNABLE_TO_)|SELF_SIGNED/;

function refusesTls(code: string): string {
  return `no TLS connection to CXone (${code}): check CXONE_CUES_URL and CXONE_BASE_URL, and NODE_EXTRA_CA_CERTS for a certificate authority of your own`;
}

/** got's errors carry the request with its headers, so only a message is passed on. */
function asCueError(error: RequestError): CueError {
  const status = error.response?.statusCode;
  const begun = status === undefined ? '' : `, after a status of ${status}`;
  if (error instanceof AbortError) return new CueError('UNAVAILABLE', `CXone answered too much${begun}`, { status });
  if (error instanceof TimeoutError)
    return new CueError('TIMED_OUT', `CXone did not answer in time${begun}`, { status });
  if (status === undefined) return new CueError('UNREACHABLE', `CXone could not be reached: ${error.code}`);
  return new CueError('UNREACHABLE', `CXone cut its answer short${begun}: ${error.code}`, { status });
}
