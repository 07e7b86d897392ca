/** A way into a frame: `eventBody.transcripts[*].alternatives[0].transcript`. */
export const PATH = /^[^.[\]\s][^.[\]]*(?:\[(?:\d{1,4}|-1|\*)\])*(?:\.[^.[\]]+(?:\[(?:\d{1,4}|-1|\*)\])*)*$/;

const ALL = Symbol('all');
type Step = string | number | typeof ALL;
export type Path = readonly Step[];

/** Compiles a path of the form of `PATH`. */
export const parsePath = (text: string): Path =>
  Array.from(
    text.matchAll(/\[(?:(-?\d+)|\*)\]|([^.[\]]+)/g),
    ([, index, name]) => name ?? (index === undefined ? ALL : Number(index)),
  );

/** The name of the key to which a path leads; undefined if it is an entry of a list. */
export const lastName = (path: Path): string | undefined => path.findLast((step) => typeof step === 'string');

/**
 * What lies at a path; undefined if nothing does. A step into a text reads the text as JSON. `[*]` gives what lies behind it in
 * each entry, as one list.
 */
export function readPath(value: unknown, path: Path, from = 0): unknown {
  let found = value;
  for (let at = from; at < path.length; at++) {
    const step = path[at];
    if (step === undefined) return undefined;
    if (typeof found === 'string') found = parseText(found);
    if (step === ALL) {
      if (!Array.isArray(found)) return undefined;
      return found.flatMap((entry: unknown) => readPath(entry, path, at + 1) ?? []);
    }
    if (step === -1 && Array.isArray(found)) {
      found = found.at(-1);
      continue;
    }
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** JSON that is held as text; undefined if it is none. */
export function parseText(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
