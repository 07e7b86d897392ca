import { toMs, toUs } from '@cueline/shared/time';
import { z } from 'zod';
import { attributesInMs, mapValues, placeInMs } from './known-in-ms.js';
import type { Known } from './advance.js';
import { InteractionState, type Match, type Tail, type TailSegment } from './interaction.js';
import { Speaker } from '../pack/speaker.js';

/*
 * How what is known of an interaction is written to Redis: once for every live interaction, written and read with each
 * of its segments. JSON without names; times are whole µs since the first of them, because long numbers are slow to print
 * and to read. Rare ones are in ms since the epoch, with up to three decimals: when attributes changed, when a person
 * ticked a disclosure off, and before which place matches are final.
 */

const Us = z.number();
/** Written in ms. */
const UsInMs = z.codec(z.number(), z.number(), { decode: toUs, encode: toMs });
/** By name, when the value changed, and the values. */
const StoredAttributes = z.record(z.string(), z.array(z.tuple([UsInMs, z.string()])));
const StoredAcknowledged = z.record(z.string(), UsInMs);
const StoredPlace = z.tuple([UsInMs, UsInMs, z.number()]);
const StoredMatch = z.tuple([
  z.string(),
  Us,
  Us,
  z.number(),
  Us,
  Us,
  z.number(),
  Us,
  z.string(),
  z.string(),
  z.number(),
]);
/** Attributes that were heard again at the same times, as most are, and those times. */
const StoredRepeats = z.tuple([z.array(z.string()), z.array(Us)]);
const StoredState = z.tuple([
  Us,
  Us,
  StoredAttributes,
  z.array(StoredMatch),
  Us.nullable(),
  StoredAcknowledged.nullable(),
  z.array(StoredRepeats).optional(),
  Us.nullable().optional(),
  InteractionState.shape.unheard,
]);

/**
 * Writes a state: [first heard, last heard, attributes, matches, ended, acknowledged, repeats of attributes, agent first
 * heard, what may not have been heard].
 */
export function formatState(state: InteractionState): string {
  const {
    firstHeardAtUs,
    lastHeardAtUs,
    agentHeardAtUs,
    attributes,
    repeats = {},
    matches,
    endedAtUs,
    acknowledged,
    unheard,
  } = state;
  const base = firstHeardAtUs;
  const since = (us: number) => us - base;
  const stored: z.input<typeof StoredState> = [
    base,
    since(lastHeardAtUs),
    attributesInMs(attributes),
    matches.map(({ key, from, to, heardAtUs, segmentId, words, confidence }) => [
      key,
      since(from[0]),
      since(from[1]),
      from[2],
      since(to[0]),
      since(to[1]),
      to[2],
      since(heardAtUs),
      segmentId,
      words,
      confidence,
    ]),
    endedAtUs === undefined ? null : since(endedAtUs),
    acknowledged === undefined ? null : mapValues(acknowledged, toMs),
  ];
  const groups = groupRepeats(repeats).map(([names, times]): RepeatGroup => [names, times.map(since)]);
  if (groups.length > 0 || agentHeardAtUs !== undefined || unheard !== undefined) stored.push(groups);
  if (agentHeardAtUs !== undefined) stored.push(since(agentHeardAtUs));
  else if (unheard !== undefined) stored.push(null);
  if (unheard !== undefined) stored.push(unheard);
  return JSON.stringify(stored);
}

/** Whether what `formatState` writes is the same, apart from what `formatHeard` writes too. */
export const isSameState = (a: InteractionState, b: InteractionState): boolean =>
  a.agentHeardAtUs === b.agentHeardAtUs &&
  a.attributes === b.attributes &&
  a.matches === b.matches &&
  a.endedAtUs === b.endedAtUs &&
  a.acknowledged === b.acknowledged &&
  a.unheard === b.unheard;

/**
 * Reads what `formatState` wrote.
 *
 * @param heard what `formatHeard` wrote, where it was written: it is newer
 * @throws {ZodError | SyntaxError} if it is something else
 */
export function parseState(text: string, heard?: string): InteractionState {
  const state = parseStateAlone(text);
  if (heard === undefined) return state;
  const { firstHeardAtUs, lastHeardAtUs, repeats } = parseHeard(heard);
  return { ...state, firstHeardAtUs, lastHeardAtUs, repeats };
}

function parseStateAlone(text: string): InteractionState {
  const [base, last, attributes, matches, ended, acknowledged, groups = [], agentHeard, unheard] = StoredState.parse(
    JSON.parse(text),
  );
  const at = (us: number) => base + us;
  const matchOf = ([key, from, fromHeard, fromWord, to, toHeard, toWord, heard, segmentId, words, confidence]: z.infer<
    typeof StoredMatch
  >): Match => ({
    key,
    from: [at(from), at(fromHeard), fromWord],
    to: [at(to), at(toHeard), toWord],
    heardAtUs: at(heard),
    segmentId,
    words,
    confidence,
  });
  return {
    firstHeardAtUs: base,
    lastHeardAtUs: at(last),
    ...(agentHeard === undefined || agentHeard === null ? {} : { agentHeardAtUs: at(agentHeard) }),
    attributes,
    ...(groups.length === 0 ? {} : { repeats: ungroupRepeats(groups, at) }),
    matches: matches.map(matchOf),
    ...(ended === null ? {} : { endedAtUs: at(ended) }),
    ...(acknowledged === null ? {} : { acknowledged }),
    ...(unheard === undefined ? {} : { unheard }),
  };
}

type Repeats = NonNullable<InteractionState['repeats']>;
type RepeatGroup = z.infer<typeof StoredRepeats>;

/** Puts attributes together that were heard again at the same times: frames mostly repeat all of them. */
function groupRepeats(repeats: Repeats): RepeatGroup[] {
  const groups = new Map<string, RepeatGroup>();
  for (const [name, times] of Object.entries(repeats)) {
    const group = groups.get(times.join()) ?? [[], times];
    group[0].push(name);
    groups.set(times.join(), group);
  }
  return [...groups.values()];
}

function ungroupRepeats(groups: readonly RepeatGroup[], at: (us: number) => number): Repeats {
  return Object.fromEntries(groups.flatMap(([names, times]) => names.map((name) => [name, times.map(at)])));
}

const StoredTurn = z.tuple([z.number(), Us, Us]);
type StoredTurn = z.infer<typeof StoredTurn>;

const StoredFinalBefore = z.partialRecord(Speaker, StoredPlace);

/*
 * From format 2 on, what changes with each segment is written by itself: the state only when something else of it changed,
 * each segment of the tail as a piece with a number, and the rest as one text.
 */
const StoredHeard = z.tuple([
  /** When it was first heard; times count from there. */
  Us,
  Us,
  /** The numbers of the tail's pieces, in word order. */
  z.array(z.int().nonnegative()),
  StoredFinalBefore,
  z.array(StoredTurn).optional(),
  z.array(StoredRepeats).optional(),
]);

/** What is written of an interaction with each of its segments, apart from the segment. */
export interface Heard extends Pick<InteractionState, 'firstHeardAtUs' | 'lastHeardAtUs' | 'repeats'> {
  readonly pieces: readonly number[];
  readonly rest: Omit<Tail, 'segments'>;
}

/** Writes [first heard, last heard, numbers of the tail's pieces, final before, turns, repeats of attributes]. */
export function formatHeard({ state, tail }: Known, pieces: readonly number[]): string {
  const { firstHeardAtUs: base, lastHeardAtUs, repeats = {} } = state;
  const since = (us: number) => us - base;
  const { finalBefore, turns = [] } = tail;
  const stored: z.input<typeof StoredHeard> = [
    base,
    since(lastHeardAtUs),
    [...pieces],
    mapValues(finalBefore, placeInMs),
  ];
  const groups = groupRepeats(repeats).map(([names, times]): RepeatGroup => [names, times.map(since)]);
  if (turns.length > 0 || groups.length > 0)
    stored.push(
      turns.map((turn): StoredTurn => [Speaker.options.indexOf(turn.speaker), since(turn.atUs), since(turn.heardAtUs)]),
    );
  if (groups.length > 0) stored.push(groups);
  return JSON.stringify(stored);
}

/**
 * Reads what `formatHeard` wrote.
 *
 * @throws {ZodError | SyntaxError} if it is something else
 */
export function parseHeard(text: string): Heard {
  const [base, last, pieces, finalBefore, turns = [], groups = []] = StoredHeard.parse(JSON.parse(text));
  const at = (us: number) => base + us;
  return {
    firstHeardAtUs: base,
    lastHeardAtUs: at(last),
    repeats: groups.length === 0 ? undefined : ungroupRepeats(groups, at),
    pieces,
    rest: { finalBefore, ...(turns.length === 0 ? {} : { turns: turns.map((turn) => turnOf(turn, base)) }) },
  };
}

const turnOf = ([who, at, heard]: StoredTurn, base: number) => ({
  speaker: Speaker.options[who] ?? 'other',
  atUs: base + at,
  heardAtUs: base + heard,
});

const StoredPiece = z.tuple([Us, Us, z.number(), z.number(), z.string(), z.string(), z.string().optional()]);

/** Whether it is what the schema would return as it is, as most pieces are: there are many, and the schema takes longer. */
const isPiece = (stored: unknown): stored is z.infer<typeof StoredPiece> =>
  Array.isArray(stored) &&
  stored.length === 6 &&
  stored.every((part, i) => typeof part === (i < 4 ? 'number' : 'string'));

/** Writes a segment of the tail: [at, heard since, speaker, confidence, id, text, language]. */
export function formatPiece({ segmentId, speaker, text, atUs, heardAtUs, confidence, language }: TailSegment): string {
  const stored: z.input<typeof StoredPiece> = [
    atUs,
    heardAtUs - atUs,
    Speaker.options.indexOf(speaker),
    confidence,
    segmentId,
    text,
  ];
  if (language !== undefined) stored.push(language);
  return JSON.stringify(stored);
}

/**
 * Reads what `formatPiece` wrote.
 *
 * @throws {ZodError | SyntaxError | RangeError} if it is something else
 */
export function parsePiece(json: string): TailSegment {
  const stored: unknown = JSON.parse(json);
  const [atUs, since, who, confidence, segmentId, text, language] = isPiece(stored)
    ? stored
    : StoredPiece.parse(stored);
  const speaker = Speaker.options[who];
  if (speaker === undefined) throw new RangeError('nobody is known to have said a piece of the tail');
  const segment = { segmentId, speaker, text, atUs, heardAtUs: atUs + since, confidence };
  return language === undefined ? segment : { ...segment, language };
}

/** A tail by columns: each has an item a segment. */
const StoredTail = z.tuple([
  /** The first segment's time; the others' times, and when each was heard, count from there. */
  Us,
  z.array(Us),
  z.array(Us),
  /** What all segment ids begin with, and the rest of each. */
  z.string(),
  z.array(z.string()),
  z.array(z.number()),
  z.array(z.string()),
  z.array(z.number()),
  StoredFinalBefore,
  /** Turns: who, and when it began and was heard, from the first segment's time on. */
  z.array(StoredTurn).optional(),
  /** Languages: each once, and by segment which it is, or -1. */
  z.tuple([z.array(z.string()), z.array(z.number())]).optional(),
]);

/** Writes a tail: [base, at, heard at, id prefix, ids, speakers, texts, confidences, final before, turns, languages]. */
export function formatTail({ segments, finalBefore, turns = [] }: Tail): string {
  const base = segments[0]?.atUs ?? 0;
  const prefix = commonPrefix(segments.map(({ segmentId }) => segmentId));
  const stored: z.input<typeof StoredTail> = [
    base,
    segments.map(({ atUs }) => atUs - base),
    segments.map(({ heardAtUs }) => heardAtUs - base),
    prefix,
    segments.map(({ segmentId }) => segmentId.slice(prefix.length)),
    segments.map(({ speaker }) => Speaker.options.indexOf(speaker)),
    segments.map(({ text }) => text),
    segments.map(({ confidence }) => confidence),
    mapValues(finalBefore, placeInMs),
  ];
  const languages = [...new Set(segments.flatMap(({ language }) => language ?? []))];
  if (turns.length > 0 || languages.length > 0) {
    const since = (us: number) => us - base;
    stored.push(
      turns.map((turn): StoredTurn => [Speaker.options.indexOf(turn.speaker), since(turn.atUs), since(turn.heardAtUs)]),
    );
  }
  if (languages.length > 0) {
    stored.push([
      languages,
      segments.map(({ language }) => (language === undefined ? -1 : languages.indexOf(language))),
    ]);
  }
  return JSON.stringify(stored);
}

/**
 * Reads what `formatTail` wrote.
 *
 * @throws {ZodError | SyntaxError | RangeError} if it is something else
 */
export function parseTail(json: string): Tail {
  const [base, ats, heards, prefix, ids, speakers, texts, confidences, finalBefore, turns, spoken] = StoredTail.parse(
    JSON.parse(json),
  );
  const segments = texts.map((text, i): TailSegment => {
    const [at, heard, id, speaker, confidence] = [
      ats[i],
      heards[i],
      ids[i],
      Speaker.options[speakers[i] ?? -1],
      confidences[i],
    ];
    if (
      at === undefined ||
      heard === undefined ||
      id === undefined ||
      speaker === undefined ||
      confidence === undefined
    )
      throw new RangeError('a column of the tail is too short');
    const language = spoken?.[0][spoken[1][i] ?? -1];
    const segment = { segmentId: prefix + id, speaker, text, atUs: base + at, heardAtUs: base + heard, confidence };
    return language === undefined ? segment : { ...segment, language };
  });
  if (turns === undefined || turns.length === 0) return { segments, finalBefore };
  return {
    segments,
    finalBefore,
    turns: turns.map((turn) => turnOf(turn, base)),
  };
}

function commonPrefix([first = '', ...others]: readonly string[]): string {
  let prefix = first;
  for (const other of others) while (!other.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
