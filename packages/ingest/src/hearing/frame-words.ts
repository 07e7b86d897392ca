import { redact } from '@cueline/shared';
import { z } from 'zod';

/** A frame of this size or more is not looked into. */
const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 12;
const MAX_NAME_LENGTH = 40;
const MAX_WORDS_LENGTH = 200;

const Frame = z.record(z.string(), z.unknown());

/**
 * Parses a frame for people to read; undefined if there is nothing to read in it, or too much. Of a list the first frame counts,
 * and a line of text is a frame whose `type` it is: gateways report errors in both.
 */
export function readFrame(data: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (data.length >= MAX_BYTES) return undefined;
  const text = data.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = LINE.test(text) ? text : undefined; // neither JSON that was cut off, nor bytes
  }
  if (typeof value === 'string') return { type: value };
  return Frame.safeParse(Array.isArray(value) ? value[0] : value).data;
}

const LINE = /^[\p{L}\d<][^\p{C}{[\ufffd]{0,400}$/u;

/** The names of a frame's fields. */
export const fieldNames = (frame: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(frame)
    .slice(0, MAX_FIELDS)
    .map((name) => name.slice(0, MAX_NAME_LENGTH));

const PROBLEM =
  /error|fail|denied|deny|refus|reject|forbid|unauthori[sz]|unsubscribed|revoked|invalid|expired|not.?allowed|\bnack\b|_nack|exceeded|throttl|quota|rate.?limit/i;
/** Fields that say of what kind a frame is, or how something ended. */
const KINDS =
  /^(type|kind|op|event|eventType|messageType|msgType|action|status|state|level|severity|result|code|statusCode|name)$/i;
/** The same within another field, where `state`, `code` and `name` may be those of an agent or a call. */
const INNER_KINDS = /^(type|kind|op|event|eventType|messageType|msgType)$/i;
const INNER_CODES = /^(status|statusCode)$/i;
const ERRORS = /^(errors?|errorMessage|errorCode|exception|fault)$/i;
const SUCCESS = /^(success|ok|succeeded|isSuccess|successful)$/i;
/** Of a frame itself; deeper they may be those of a call. */
const ANSWERS = /^(accepted|authori[sz]ed|authenticated|subscribed)$/i;
const EXPLANATIONS =
  /^(message|msg|reason|cause|description|errorDescription|detail|details|error|errors|errorMessage|errorCode|text|title|code|status|statusCode|data|info|payload|body)$/i;
/** How deep a frame is looked into, and how many entries of an array in it. */
const MAX_DEPTH = 2;
const MAX_ENTRIES = 5;

/** What a frame that is no speech says about an error; undefined if it does not look like one. */
export function errorWords(frame: Readonly<Record<string, unknown>>): string | undefined {
  if (!isProblem(frame, 0)) return undefined;
  const words = explanations(frame, 0);
  const { type } = frame;
  const all = words.length > 0 ? [...new Set(words)].join(', ') : typeof type === 'string' ? type : 'error';
  return redact(all).slice(0, MAX_WORDS_LENGTH);
}

function isProblem(frame: Readonly<Record<string, unknown>>, depth: number): boolean {
  const [kinds, codes] = depth === 0 ? [KINDS, KINDS] : [INNER_KINDS, INNER_CODES];
  return Object.entries(frame).some(([field, value]) => {
    const name = plainField(field);
    if (ERRORS.test(name)) return Array.isArray(value) ? value.length > 0 : Boolean(value);
    if (SUCCESS.test(name) || (depth === 0 && ANSWERS.test(name))) return value === false || value === 'false';
    if (kinds.test(name) && typeof value === 'string' && PROBLEM.test(value)) return true;
    if (codes.test(name) && isRefusalCode(value)) return true;
    return depth < MAX_DEPTH && nestedIn(value).some((nested) => isProblem(nested, depth + 1));
  });
}

/** `error_code` as `errorcode`. */
const plainField = (name: string): string => name.replaceAll(/[_-]/g, '');

/** The objects that a value is or, as an array, holds. */
const nestedIn = (value: unknown): Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value.slice(0, MAX_ENTRIES) : [value])
    .map((each) => Frame.safeParse(each).data)
    .filter((nested) => nested !== undefined);

const SPEECH_FIELD = /text|transcript|utterance|words|caption|hypothes|sentence|speech/i;

/** Whether a frame that is not taken for speech holds something that looks like it. */
export function looksLikeSpeech(frame: Readonly<Record<string, unknown>>, depth = 0): boolean {
  return Object.entries(frame).some(([name, value]) => {
    if (typeof value === 'string') return SPEECH_FIELD.test(name) && value !== '';
    const nested = Frame.safeParse(value).data;
    return nested !== undefined && depth < 2 && looksLikeSpeech(nested, depth + 1);
  });
}

const isRefusalCode = (value: unknown): boolean => Number(value) >= 400 && Number(value) < 600;

/** The texts and numbers that explain an error, wherever they lie. */
function explanations(frame: Readonly<Record<string, unknown>>, depth: number): string[] {
  return Object.entries(frame).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value.slice(0, MAX_ENTRIES) : [value];
    const scalars = values.filter((each) => (typeof each === 'string' && each !== '') || typeof each === 'number');
    if (EXPLANATIONS.test(plainField(name)) && scalars.length > 0) return scalars.map(String);
    return depth < MAX_DEPTH ? nestedIn(value).flatMap((nested) => explanations(nested, depth + 1)) : [];
  });
}
