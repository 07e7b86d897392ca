import { redact } from '@cueline/shared';
import { z } from 'zod';

/** A frame of this size or more is not looked into. */
const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 12;
const MAX_NAME_LENGTH = 40;
const MAX_WORDS_LENGTH = 200;

const Frame = z.record(z.string(), z.unknown());

/** Parses a frame for people to read; undefined if it is no JSON object, or a large one. */
export function readFrame(data: Buffer): Readonly<Record<string, unknown>> | undefined {
  if (data.length >= MAX_BYTES) return undefined;
  try {
    return Frame.safeParse(JSON.parse(data.toString())).data;
  } catch {
    return undefined;
  }
}

/** The names of a frame's fields. */
export const fieldNames = (frame: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(frame)
    .slice(0, MAX_FIELDS)
    .map((name) => name.slice(0, MAX_NAME_LENGTH));

const PROBLEM = /error|fail|denied|deny|refus|reject|forbid|unauthori[sz]|invalid|expired|not.?allowed/i;
/** Fields that say of what kind a frame is, or how something ended. */
const KINDS = /^(type|event|eventType|messageType|action|status|state|level|result|code|statusCode|name)$/i;
const EXPLANATIONS =
  /^(message|reason|description|detail|details|error|errors|errorMessage|text|title|code|status|statusCode)$/i;

/** What a frame that is no speech says about an error; undefined if it does not look like one. */
export function errorWords(frame: Readonly<Record<string, unknown>>): string | undefined {
  const isProblem = Object.entries(frame).some(
    ([name, value]) =>
      (/^errors?$|^errorMessage$/i.test(name) && Boolean(value)) ||
      (KINDS.test(name) && ((typeof value === 'string' && PROBLEM.test(value)) || isRefusalCode(value))),
  );
  if (!isProblem) return undefined;
  const words = explanations(frame, 0);
  const { type } = frame;
  const all = words.length > 0 ? [...new Set(words)].join(', ') : typeof type === 'string' ? type : 'error';
  return redact(all).slice(0, MAX_WORDS_LENGTH);
}

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
    if (EXPLANATIONS.test(name) && (typeof value === 'string' || typeof value === 'number')) return [String(value)];
    const nested = Frame.safeParse(value).data;
    return nested === undefined || depth >= 2 ? [] : explanations(nested, depth + 1);
  });
}
