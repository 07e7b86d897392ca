import { z } from 'zod';
import { CXONE_NAMES, type OutletNames } from '../gate/outlet-names.js';
import { type AnswerShape, answerShape, saysOtherConflict } from './answer-shape.js';
import { type Headers, retryAfterMs } from './retry-after.js';

/** An answer that concerns every cue: `why` says so in words, and which setting may be wrong. */
interface Concerning {
  readonly status: number;
  readonly why: string;
  /** How long the answer asks to wait. */
  readonly retryAfterMs: number | undefined;
}

/** An outlet's answer to a request, by its status and its shape. */
export type Answer =
  | { kind: 'accepted'; status: number; cueId?: string | undefined }
  | { kind: 'unauthorized'; status: number; why: string }
  /** No cue of this client is taken: a scope is missing, or something before CXone refuses. */
  | ({ kind: 'forbidden' } & Concerning)
  | { kind: 'rate_limited'; status: number; retryAfterMs: number | undefined }
  /** CXone does not know the interaction: it has ended there, or the address is wrong. */
  | { kind: 'unknown_interaction'; status: number; body: string }
  /** This tenant does not support resolving cues. */
  | { kind: 'unsupported'; status: number }
  /** CXone did not take it, but may later. */
  | { kind: 'refused'; status: number; body: string }
  /** CXone will never accept it. */
  | { kind: 'rejected'; status: number; body: string }
  /** It does not come from the cue API: a setting is wrong, or something stands before CXone. */
  | { kind: 'misconfigured'; status: number | undefined; why: string; retryAfterMs: number | undefined }
  /** It is not known whether CXone accepted it. */
  | ({ kind: 'unavailable' } & Concerning);

/** The parts of an HTTP answer that matter. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Refusals that concern every cue alike, whatever the request was. */
const CONCERNS_ALL = new Map<number, (names: OutletNames) => string>([
  [402, () => 'the tenant or its subscription is blocked'],
  [405, ({ check }) => `no cue can be posted at this address: check ${check}`],
  [407, ({ who }) => `a proxy asks for credentials: check the proxy, or let requests to ${who} pass it by`],
  [421, ({ check }) => `this server does not answer for this address: check ${check}`],
  [426, ({ check }) => `this server asks for another protocol: check ${check}`],
  [451, () => 'it is refused for legal reasons'],
  [511, () => 'the network asks for a login'],
]);

/** Interprets the answer to posting a cue, which is CXone's unless it is named otherwise. */
export function readPostAnswer(
  { statusCode: status, headers, body }: HttpAnswer,
  nowMs: number,
  names: OutletNames = CXONE_NAMES,
): Answer {
  const { who, check, lacks } = names;
  const shape = answerShape(body, one(headers['content-type']));
  const json = shape.kind === 'json' ? shape.value : undefined;
  const retryMs = retryAfterMs({ headers, json, nowMs, isLimited: status === 429 });
  const concerning = (what: string): Concerning => ({
    status,
    why: `${who} answered ${status}${what}`,
    retryAfterMs: retryMs,
  });
  if (status >= 200 && status < 300) {
    if (shape.kind === 'page') return { kind: 'misconfigured', ...concerning(` with ${loginPage(check)}`) };
    const cueId = cueIdIn(shape);
    const isRefused = 'failed' in shape && shape.failed && cueId === undefined;
    return isRefused ? { kind: 'refused', status, body } : { kind: 'accepted', status, cueId };
  }
  if (status >= 300 && status < 400) {
    return { kind: 'misconfigured', ...concerning(redirect(check, one(headers['location']))) };
  }
  const concern = CONCERNS_ALL.get(status);
  if (concern !== undefined) return { kind: 'misconfigured', ...concerning(`: ${concern(names)}`) };
  switch (status) {
    case 401:
      return { kind: 'unauthorized', ...concerning(shape.kind === 'page' ? ` with ${loginPage(check)}` : '') };
    case 403:
      return {
        kind: 'forbidden',
        ...concerning(shape.kind === 'page' ? ' with a page: a proxy or a firewall refuses it' : `: ${lacks}`),
      };
    case 429:
      return { kind: 'rate_limited', status, retryAfterMs: retryMs };
  }
  // Who says when to come back has not refused for good.
  if (retryMs !== undefined) return { kind: 'unavailable', ...concerning('') };
  switch (status) {
    case 404:
    case 410:
      return { kind: 'unknown_interaction', status, body };
    // The server gave up waiting (408), or refused early data (425): neither says anything about the cue.
    case 408:
    case 425:
      return { kind: 'unavailable', ...concerning('') };
  }
  const isClientError = status >= 400 && status < 500;
  if (shape.kind === 'page') {
    const page = ` with a page: it comes from a proxy or a web server before ${who}`;
    return isClientError
      ? { kind: 'misconfigured', ...concerning(`${page}; check ${check}`) }
      : { kind: 'unavailable', ...concerning(page) };
  }
  if (status === 409) {
    const cueId = cueIdIn(shape);
    if (cueId === undefined && saysOtherConflict(body)) return { kind: 'refused', status, body };
    // The idempotency key is taken: the cue is there or under way.
    return { kind: 'accepted', status, cueId };
  }
  return isClientError ? { kind: 'rejected', status, body } : { kind: 'unavailable', ...concerning('') };
}

/** Interprets CXone's answer to resolving a cue, which not every tenant supports. */
export function readResolveAnswer(answer: HttpAnswer, nowMs: number): Answer {
  const isUnsupported = [404, 405, 501].includes(answer.statusCode);
  return isUnsupported ? { kind: 'unsupported', status: answer.statusCode } : readPostAnswer(answer, nowMs);
}

function loginPage(check: string): string {
  return `a page, which is a login or a proxy, not the cue API: check ${check}`;
}

/** Without the query, which may contain a token. */
function redirect(check: string, location = ''): string {
  if (location === '') return `: it is not an answer of the cue API; check ${check}`;
  const url = URL.parse(location, 'http://relative.invalid');
  const origin = url?.host === 'relative.invalid' ? '' : `${url?.protocol}//${url?.host}`;
  const to = url === null ? 'another address' : `${origin}${url.pathname}`;
  return `, a redirect to ${to}: if the API has moved there, check ${check}`;
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
function cueIdIn(shape: AnswerShape): string | undefined {
  const created = shape.kind === 'json' ? Created.safeParse(shape.value).data : undefined;
  return created?.cueId ?? created?.id;
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The id of a cue, if a value can be one. */
export const cueIdFrom = (value: unknown): string | undefined => Id.safeParse(value).data;
