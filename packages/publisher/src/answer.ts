import { z } from 'zod';
import { retryAfterMs } from './retry-after.js';

/** CXone's answer to a request. */
export type Answer =
  | { kind: 'accepted'; cueId?: string | undefined }
  | { kind: 'unauthorized' | 'forbidden' }
  | { kind: 'rate_limited'; retryAfterMs: number | undefined }
  /** The interaction has ended in CXone. */
  | { kind: 'ended' }
  /** This tenant does not support resolving cues. */
  | { kind: 'unsupported'; status: number }
  /** CXone will never accept it. */
  | { kind: 'rejected'; status: number; body: string }
  /** It is not known whether CXone accepted it. */
  | { kind: 'unavailable'; status: number };

/** The parts of an HTTP answer that matter. Header names are in lower case. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

/** Interprets CXone's answer to posting a cue. */
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
    // The server gave up waiting (408), or refused early data (425): neither says anything about the cue.
    case 408:
    case 425:
      return { kind: 'unavailable', status: statusCode };
    default:
      if (statusCode >= 400 && statusCode < 500) return { kind: 'rejected', status: statusCode, body };
      return { kind: 'unavailable', status: statusCode };
  }
}

/** Interprets CXone's answer to resolving a cue, which not every tenant supports. */
export function readResolveAnswer(answer: HttpAnswer, nowMs: number): Answer {
  const isUnsupported = [404, 405, 501].includes(answer.statusCode);
  return isUnsupported ? { kind: 'unsupported', status: answer.statusCode } : readPostAnswer(answer, nowMs);
}

/** An id that cannot be part of a URL's path is ignored. */
const Id = z.union([
  z
    .string()
    .max(256)
    .regex(/^(?!\.\.?$)\P{Surrogate}+$/u),
  z.number().transform(String),
]);
const Created = z.object({ cueId: Id.optional(), id: Id.optional() });

/** The API's contract does not say how an answer names the new cue; these are the usual names. */
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
