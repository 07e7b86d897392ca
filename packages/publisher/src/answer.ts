import { z } from 'zod';
import { retryAfterMs } from './retry-after.js';

/** What CXone made of a request. */
export type Answer =
  | { kind: 'accepted'; cueId?: string | undefined }
  | { kind: 'unauthorized' | 'forbidden' }
  | { kind: 'rate_limited'; retryAfterMs: number | undefined }
  /** The interaction is over for CXone. */
  | { kind: 'ended' }
  /** This tenant cannot resolve cues. */
  | { kind: 'unsupported'; status: number }
  /** It can never be accepted. */
  | { kind: 'rejected'; status: number; body: string }
  /** Whether it was taken is not known. */
  | { kind: 'unavailable'; status: number };

/** An HTTP answer, as far as it matters. Header names are in lower case. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

/** Reads CXone's answer to a cue that was to be posted. */
export function readPostAnswer({ statusCode, headers, body }: HttpAnswer, nowMs: number): Answer {
  if (statusCode >= 200 && statusCode < 300) return { kind: 'accepted', cueId: cueIdIn(body) };
  switch (statusCode) {
    case 401:
      return { kind: 'unauthorized' };
    case 403:
      return { kind: 'forbidden' };
    case 404:
    case 410:
      return { kind: 'ended' };
    case 429:
      return {
        kind: 'rate_limited',
        retryAfterMs: retryAfterMs(one(headers['retry-after']), one(headers['date']), nowMs),
      };
    // The server gave up waiting, or did not want to be early: neither says anything about the cue.
    case 408:
    case 425:
      return { kind: 'unavailable', status: statusCode };
    default:
      if (statusCode >= 400 && statusCode < 500) return { kind: 'rejected', status: statusCode, body };
      return { kind: 'unavailable', status: statusCode };
  }
}

/** Reads CXone's answer to a cue that was to be resolved, which not every tenant can do. */
export function readResolveAnswer(answer: HttpAnswer, nowMs: number): Answer {
  const isUnsupported = [404, 405, 501].includes(answer.statusCode);
  return isUnsupported ? { kind: 'unsupported', status: answer.statusCode } : readPostAnswer(answer, nowMs);
}

/** One that has no place in the path of a URL is none. */
const Id = z.union([
  z
    .string()
    .max(256)
    .regex(/^(?!\.\.?$)\P{Surrogate}+$/u),
  z.number().transform(String),
]);
const Created = z.object({ cueId: Id.optional(), id: Id.optional() });

/** The contract does not say what an accepted cue answers; these are the usual names. */
function cueIdIn(body: string): string | undefined {
  try {
    const created = Created.safeParse(JSON.parse(body));
    return created.data?.cueId ?? created.data?.id;
  } catch {
    return undefined;
  }
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
