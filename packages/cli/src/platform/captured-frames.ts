import { parseJson } from '@cueline/shared';

/** A frame of a capture; `frame` is undefined if the line holds none. */
export interface CapturedFrame {
  /** From 1. */
  readonly line: number;
  readonly frame: object | undefined;
}

/** The frames of a capture: on each line a frame, a form, or what `cueline record` writes. */
export function capturedFrames(text: string): CapturedFrame[] {
  return text
    .split('\n')
    .map((line, at) => ({ line: at + 1, text: line.trim() }))
    .filter((one) => one.text !== '')
    .map((one) => ({ line: one.line, frame: frameOf(one.text) }));
}

function frameOf(line: string): object | undefined {
  const value = parsed(line);
  if (value === undefined) return isForm(line) ? Object.fromEntries(new URLSearchParams(line)) : undefined;
  if (!isObject(value) || !('heardAt' in value) || !('frame' in value)) return isObject(value) ? value : undefined;
  const { frame } = value;
  const inner = typeof frame === 'string' ? parsed(frame) : frame;
  return isObject(inner) ? inner : undefined;
}

const isForm = (line: string): boolean => /^[\w.-]+=[^\s]*$/.test(line);
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return parseJson(Buffer.from(text));
  } catch {
    return undefined;
  }
}
