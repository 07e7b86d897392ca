import { z } from 'zod';
import { InteractionState, type Match, Place, type Tail, type TailSegment } from './interaction.js';
import { Speaker } from '../pack/speaker.js';

/*
 * How what is known of an interaction is written to Redis: once for every live interaction, written and read with each
 * of its segments. JSON without names; times are whole µs since the first of them, because numbers with fractions are
 * slow to print and to read.
 */

const toUs = (ms: number): number => Math.round(ms * 1000);
const toMs = (us: number): number => us / 1000;

const Us = z.number();
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
  InteractionState.shape.attributes,
  z.array(StoredMatch),
  Us.nullable(),
  InteractionState.shape.acknowledged.unwrap().nullable(),
  z.array(StoredRepeats).optional(),
]);

/** Writes a state: [first heard, last heard, attributes, matches, ended, acknowledged, repeats of attributes]. */
export function formatState(state: InteractionState): string {
  const { firstHeardAtMs, lastHeardAtMs, attributes, repeats = {}, matches, endedAtMs, acknowledged } = state;
  const base = toUs(firstHeardAtMs);
  const since = (ms: number) => toUs(ms) - base;
  const stored: z.infer<typeof StoredState> = [
    base,
    since(lastHeardAtMs),
    attributes,
    matches.map(({ key, from, to, heardAtMs, segmentId, words, confidence }) => [
      key,
      since(from[0]),
      since(from[1]),
      from[2],
      since(to[0]),
      since(to[1]),
      to[2],
      since(heardAtMs),
      segmentId,
      words,
      confidence,
    ]),
    endedAtMs === undefined ? null : since(endedAtMs),
    acknowledged ?? null,
  ];
  const groups = groupRepeats(repeats).map(([names, times]): RepeatGroup => [names, times.map(since)]);
  if (groups.length > 0) stored.push(groups);
  return JSON.stringify(stored);
}

/**
 * Reads what `formatState` wrote.
 *
 * @throws {ZodError | SyntaxError} where it is something else
 */
export function parseState(text: string): InteractionState {
  const [base, last, attributes, matches, ended, acknowledged, groups = []] = StoredState.parse(JSON.parse(text));
  const at = (us: number) => toMs(base + us);
  const matchOf = ([key, from, fromHeard, fromWord, to, toHeard, toWord, heard, segmentId, words, confidence]: z.infer<
    typeof StoredMatch
  >): Match => ({
    key,
    from: [at(from), at(fromHeard), fromWord],
    to: [at(to), at(toHeard), toWord],
    heardAtMs: at(heard),
    segmentId,
    words,
    confidence,
  });
  return {
    firstHeardAtMs: toMs(base),
    lastHeardAtMs: at(last),
    attributes,
    ...(groups.length === 0 ? {} : { repeats: ungroupRepeats(groups, at) }),
    matches: matches.map(matchOf),
    ...(ended === null ? {} : { endedAtMs: at(ended) }),
    ...(acknowledged === null ? {} : { acknowledged }),
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
  z.partialRecord(Speaker, Place),
  /** Turns: who, and when it began and was heard, from the first segment's time on. */
  z.array(StoredTurn).optional(),
  /** Languages: each once, and by segment which it is, or -1. */
  z.tuple([z.array(z.string()), z.array(z.number())]).optional(),
]);

/** Writes a tail: [base, at, heard at, id prefix, ids, speakers, texts, confidences, final before, turns, languages]. */
export function formatTail({ segments, finalBefore, turns = [] }: Tail): string {
  const base = toUs(segments[0]?.atMs ?? 0);
  const prefix = commonPrefix(segments.map(({ segmentId }) => segmentId));
  const stored: z.infer<typeof StoredTail> = [
    base,
    segments.map(({ atMs }) => toUs(atMs) - base),
    segments.map(({ heardAtMs }) => toUs(heardAtMs) - base),
    prefix,
    segments.map(({ segmentId }) => segmentId.slice(prefix.length)),
    segments.map(({ speaker }) => Speaker.options.indexOf(speaker)),
    segments.map(({ text }) => text),
    segments.map(({ confidence }) => confidence),
    finalBefore,
  ];
  const languages = [...new Set(segments.flatMap(({ language }) => language ?? []))];
  if (turns.length > 0 || languages.length > 0) {
    const since = (ms: number) => toUs(ms) - base;
    stored.push(
      turns.map((turn): StoredTurn => [Speaker.options.indexOf(turn.speaker), since(turn.atMs), since(turn.heardAtMs)]),
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
 * @throws {ZodError | SyntaxError | RangeError} where it is something else
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
    const times = { atMs: toMs(base + at), heardAtMs: toMs(base + heard) };
    const segment = { segmentId: prefix + id, speaker, text, ...times, confidence };
    return language === undefined ? segment : { ...segment, language };
  });
  if (turns === undefined || turns.length === 0) return { segments, finalBefore };
  const at = (us: number) => toMs(base + us);
  return {
    segments,
    finalBefore,
    turns: turns.map(([who, atUs, heardUs]) => {
      return { speaker: Speaker.options[who] ?? 'other', atMs: at(atUs), heardAtMs: at(heardUs) };
    }),
  };
}

function commonPrefix([first = '', ...others]: readonly string[]): string {
  let prefix = first;
  for (const other of others) while (!other.startsWith(prefix)) prefix = prefix.slice(0, -1);
  return prefix;
}
