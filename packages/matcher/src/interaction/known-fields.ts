import {
  EMPTY_TAIL,
  formatHeard,
  formatPiece,
  formatState,
  formatTail,
  isSameState,
  type Known,
  parseHeard,
  parsePiece,
  parseState,
  parseTail,
  type TailSegment,
} from '@cueline/rules';
import { pieceField } from '@cueline/shared';
import { compressField, decompressField } from './compressed-field.js';

/*
 * How what is known of an interaction lies in its hash, and what of it an update writes:
 *
 * | format | state                                        | tail                                                                  |
 * | ------ | -------------------------------------------- | --------------------------------------------------------------------- |
 * | 1      | `state`, with each update                    | `tail`, whole, with each update                                       |
 * | 2      | `state` if it has changed; `heard` with each | `heard` names the pieces, with each update; a piece is written once,  |
 * |        | update: first and last heard, repeats        | in a field that none has or that one had which is no longer needed    |
 *
 * An update that changes the format writes all, and drops the fields of the other format.
 */

/** What the fields of a hash say of an interaction. */
export interface KnownFields {
  readonly format: number;
  readonly pack: string;
  readonly looks: string;
  readonly known: Known;
  /** The numbers of the pieces of the tail's segments, in their order; none in format 1. */
  readonly numbers: readonly number[];
  /** How long the state is, as it is stored. */
  readonly stateBytes: number;
}

/** Fields that a hash is given: each its name, then its value; and those that it loses. */
export interface ChangedFields {
  readonly set: readonly (string | number | Buffer)[];
  readonly dropped: readonly string[];
  readonly now: KnownFields;
}

/** Finds which fields have to be written so that a hash says what is known now. */
export function changeFields(
  before: KnownFields | undefined,
  now: Pick<KnownFields, 'format' | 'pack' | 'looks' | 'known'>,
): ChangedFields {
  const set: (string | number | Buffer)[] = [];
  if (before?.format !== now.format) set.push('v', now.format);
  if (before?.pack !== now.pack) set.push('pack', now.pack);
  if (before?.looks !== now.looks) set.push('looks', now.looks);
  return now.format < 2 ? changeAll(before, now, set) : changeSome(before, now, set);
}

/** In format 1. */
function changeAll(
  before: KnownFields | undefined,
  now: Pick<KnownFields, 'format' | 'pack' | 'looks' | 'known'>,
  set: (string | number | Buffer)[],
): ChangedFields {
  const state = formatState(now.known.state);
  set.push('state', state, 'tail', compressField(formatTail(now.known.tail)));
  const dropped = before === undefined || before.format < 2 ? [] : ['heard', ...before.numbers.map(pieceField)];
  return { set, dropped, now: { ...now, numbers: [], stateBytes: state.length } };
}

/** From format 2 on. */
function changeSome(
  before: KnownFields | undefined,
  now: Pick<KnownFields, 'format' | 'pack' | 'looks' | 'known'>,
  set: (string | number | Buffer)[],
): ChangedFields {
  const { state, tail } = now.known;
  const earlier = before === undefined || before.format < 2 ? undefined : before;
  let stateBytes = earlier?.stateBytes ?? 0;
  if (earlier === undefined || !isSameState(earlier.known.state, state)) {
    const text = formatState({ ...state, repeats: undefined });
    stateBytes = text.length;
    set.push('state', text);
  }
  const numbers = keptNumbers(earlier, tail.segments);
  let next = 0;
  tail.segments.forEach((segment, i) => {
    if (numbers[i] !== NEW) return;
    while (numbers.includes(next)) next += 1;
    numbers[i] = next;
    set.push(pieceField(next), formatPiece(segment));
  });
  set.push('heard', formatHeard(now.known, numbers));
  const dropped = (earlier?.numbers ?? []).filter((number) => !numbers.includes(number)).map(pieceField);
  if (earlier === undefined && before !== undefined) dropped.push('tail');
  return { set, dropped, now: { ...now, numbers, stateBytes } };
}

/** A segment whose piece is yet to be written. */
const NEW = -1;

/** The numbers of segments that have a piece. Both tails are in word order. */
function keptNumbers(earlier: KnownFields | undefined, segments: readonly TailSegment[]): number[] {
  const had = earlier?.known.tail.segments ?? [];
  let from = 0;
  return segments.map((segment) => {
    const at = had.indexOf(segment, from);
    if (at < 0) return NEW;
    from = at + 1;
    return earlier?.numbers[at] ?? NEW;
  });
}

/** What is stored of what is known. */
export interface StoredKnown {
  readonly state: string;
  readonly tail?: Buffer | undefined;
  readonly heard?: string | undefined;
  /** By their fields; others do not matter. */
  readonly pieces: Readonly<Record<string, string | Buffer>>;
}

/**
 * Parses an interaction's stored state and tail.
 *
 * @throws Error if they are not what the matcher writes
 */
export const parseKnown = (stored: StoredKnown): Known => parseNumbered(stored).known;

/** Parses the same, and the numbers of the tail's pieces. */
export function parseNumbered({ state, tail, heard, pieces }: StoredKnown): Pick<KnownFields, 'known' | 'numbers'> {
  if (heard === undefined) {
    const whole = tail === undefined ? EMPTY_TAIL : parseTail(decompressField(tail));
    return { known: { state: parseState(state), tail: whole }, numbers: [] };
  }
  const { pieces: numbers, rest, ...newer } = parseHeard(heard);
  const segments = numbers.map((number) => {
    const piece = pieces[pieceField(number)];
    if (piece === undefined) throw new RangeError('a piece of the tail is missing');
    return parsePiece(piece.toString());
  });
  return { known: { state: { ...parseState(state), ...newer }, tail: { segments, ...rest } }, numbers };
}
