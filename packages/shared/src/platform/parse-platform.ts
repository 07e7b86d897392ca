import { type FileMistake, type FileShape, findShapeMistakes, parseYamlDocument } from '../documents/index.js';
import type { FrameContract, FrameFields } from '../frames/frame-format.js';
import { plainName } from '../frames/speaker-role.js';
import { parseDuration } from '../timing/duration.js';
import { createLayout } from './create-layout.js';
import { findOutletMistakes } from './find-outlet-mistakes.js';
import { findSocketMistakes } from './find-socket-mistakes.js';
import { Platform } from './platform.js';

/** What a platform file says: of frames, of the socket that brings them, and of where cues go. */
export interface PlatformContract extends FrameContract, Pick<Platform, 'socket' | 'outlets'> {
  /** How long a text takes at most from speech to frame, in ms; 0 if the file says nothing of it. */
  readonly delayMs: number;
}

export type ParsedPlatform =
  | { readonly ok: true; readonly platform: Platform; readonly contract: PlatformContract }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

const SHAPE: FileShape = {
  schema: Platform,
  noun: 'a platform file',
  names: 'a path is names with a dot between them, such as `body.Data.contactId` or `words[0].start`',
};

const ADVICE = {
  tooLarge: 'a platform file needs no more than a page',
  tooDeep: 'a platform file needs no more than four levels',
  alias: {
    message: 'references (`*name`) cannot be used in platform files',
    hint: 'write it out; put `*` for all other speakers into quotes',
  },
};

/**
 * Reads a platform file.
 *
 * @param source YAML
 * @param file its name, as mistakes show it
 */
export function parsePlatform(source: string, file: string): ParsedPlatform {
  const document = parseYamlDocument(source, file, ADVICE);
  if (document.syntaxErrors.length > 0) return { ok: false, mistakes: document.syntaxErrors };
  const { data } = Platform.safeParse(document.value);
  if (data === undefined) {
    const mistakes = findShapeMistakes(document.value, SHAPE).map((one) => document.error(one.path, one, one.spot));
    return { ok: false, mistakes: inOrder(mistakes) };
  }
  const { isFinal, isPartial } = data.fields;
  if (isFinal !== undefined && isPartial !== undefined) {
    const twice = { message: '`isPartial` cannot stand beside `isFinal`', hint: 'keep the one that the platform has' };
    return { ok: false, mistakes: [document.error(['fields', 'isPartial'], twice, { key: true })] };
  }
  const found = [...findOutletMistakes(data.outlets ?? []), ...(data.socket ? findSocketMistakes(data.socket) : [])];
  const mistakes = found.map(({ path, spot, ...one }) => document.error(path, one, spot));
  if (mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes) };
  const { socket, outlets } = data;
  const parts = { ...(socket === undefined ? {} : { socket }), ...(outlets === undefined ? {} : { outlets }) };
  const delayMs = parseDuration(data.delay ?? '') ?? 0;
  return { ok: true, platform: data, contract: { ...contractOf(data), ...parts, delayMs } };
}

const inOrder = (mistakes: readonly FileMistake[]): FileMistake[] =>
  mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column);

function contractOf(platform: Platform): FrameContract {
  const { '*': others, ...named } = platform.speakers ?? {};
  const flat = flatFields(platform);
  const contract = { named, others, endTypes: typesIn(platform, platform.end) ?? [] };
  const [transcriptionType] = typesIn(platform, platform.speech) ?? [];
  if (flat !== undefined && transcriptionType !== undefined) return { ...contract, transcriptionType, fields: flat };
  const layout = (elsewhere: FrameFields) => createLayout(platform, elsewhere);
  return { ...contract, transcriptionType: transcriptionType ?? platform.name, fields: {}, layout };
}

/** The names of fields, if each frame is one record with these at its top: then it is read without any layout. */
function flatFields(platform: Platform): FrameFields | undefined {
  const { unwrap, records, ignore, interim, times, channels, speech, end, type, fields } = platform;
  const others = [unwrap, records, ignore, interim, times, channels, fields.isPartial, fields.duration];
  if (others.some((one) => one !== undefined) || fields.isFinal === undefined) return undefined;
  if (typesIn(platform, speech)?.length !== 1 || typesIn(platform, end) === undefined) return undefined;
  const places = Object.entries({ type, ...fields }).filter(([, place]) => place !== undefined);
  if (!places.every(([, place]) => typeof place === 'string' && !/[.[]/.test(place))) return undefined;
  return Object.fromEntries(places.filter(([ours, theirs]) => ours !== theirs));
}

/** The types that a test names, if it asks for the type alone. */
function typesIn({ type }: Platform, tests: Platform['end']): string[] | undefined {
  if (tests === undefined) return [];
  if (Array.isArray(tests) || typeof type !== 'string' || Object.keys(tests).join('\n') !== type) return undefined;
  const expected = tests[type];
  const types = Array.isArray(expected) ? expected : [expected];
  return types.every((one) => typeof one === 'string') ? types.map(plainName) : undefined;
}
