import { mask } from '../masking/mask.js';
import type { HeardSegment, InteractionState } from './interaction.js';
import { tagCovers } from '../pack/language.js';
import type { AttributeFilter } from '../pack/pack.js';

/** What is known of an interaction's attributes: when they changed, and when their values were heard again. */
export type KnownAttributes = Pick<InteractionState, 'attributes' | 'repeats'>;

type History = InteractionState['attributes'];
/** When it was heard (µs), and the value. */
type Change = History[string][number];

/** Changes kept of one attribute: a bound for frames that change one all the time. The oldest go first. */
const MAX_CHANGES = 16;

/**
 * Repeats kept of one attribute, the latest: at least twice as many as a call has while frames may be late. Beyond
 * that, in a flood, the order of frames may matter.
 */
const MAX_REPEATS = 100;

/**
 * Attributes kept of one interaction, in case frames keep bringing new ones: the first by name, so that the order of
 * frames does not matter here either.
 */
const MAX_ATTRIBUTES = 64;

/** The attributes of a frame, its language among them. */
export function attributesOf({ attributes, language }: HeardSegment): Readonly<Record<string, string>> | undefined {
  return language === undefined || language === '' ? attributes : { ...attributes, [LANGUAGE]: language };
}

/** Whether an attribute that was known has another value now. The language does not count: it changes with every word of another. */
export const hasChanged = (before: History, after: History): boolean =>
  Object.entries(before).some(
    ([name, changes]) => name !== LANGUAGE && changes.at(-1)?.[1] !== after[name]?.at(-1)?.[1],
  );

/** The last value of each attribute, masked. */
export const lastAttributes = ({ attributes }: Pick<KnownAttributes, 'attributes'>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, changes]) => [name, mask(changes.at(-1)?.[1] ?? '')]));

/**
 * Adds the attributes of a frame to what is known. The order of frames does not matter: a value that repeats the one
 * before it is not a change, but its time is kept, because a late frame may bring another value for the time between.
 * Without a change the same `attributes` are returned.
 *
 * @param onCut called when there is more of it than is kept
 */
export function mergeAttributes(
  known: KnownAttributes,
  heardAtUs: number,
  attributes: Readonly<Record<string, string>>,
  onCut: () => void = () => {},
): KnownAttributes {
  let changes = known.attributes;
  let repeats = known.repeats ?? {};
  let isCut = false;
  for (const [name, value] of Object.entries(attributes)) {
    const before = { changes: ownOf(changes, name), repeats: ownOf(repeats, name) };
    const after = mergeValue(before, [heardAtUs, value]);
    isCut ||= after.isCut;
    if (after.changes !== before.changes) changes = { ...changes, [name]: after.changes };
    if (after.repeats !== before.repeats) repeats = { ...repeats, [name]: after.repeats };
  }
  const names = Object.keys(changes);
  if (names.length > MAX_ATTRIBUTES) {
    isCut = true;
    const kept = new Set(names.sort().slice(0, MAX_ATTRIBUTES));
    const isKept = ([name]: [string, unknown]) => kept.has(name);
    changes = Object.fromEntries(Object.entries(changes).filter(isKept));
    repeats = Object.fromEntries(Object.entries(repeats).filter(isKept));
  }
  if (isCut) onCut();
  return withRepeats(changes, repeats);
}

/**
 * Forgets repeats before a time from which on all frames have come. The last of them stays, and so does the last before
 * each change: if an older frame comes after all (such as a dead letter put back), the latest value stays right.
 */
export function forgetRepeats({ attributes, repeats = {} }: KnownAttributes, beforeUs: number): KnownAttributes {
  const kept = Object.entries(repeats).map(([name, times]): [string, number[]] => {
    const changes = ownOf(attributes, name);
    const isKept = (atUs: number, i: number) => {
      const nextUs = times[i + 1] ?? Infinity;
      return nextUs >= beforeUs || changes.some(([changedAtUs]) => atUs < changedAtUs && changedAtUs < nextUs);
    };
    return [name, times.filter(isKept)];
  });
  return withRepeats(attributes, Object.fromEntries(kept));
}

/** Whether all attributes that the filter names had one of its values at that moment: the latest heard counts. */
export function attributesMatch(history: History, filter: AttributeFilter, atUs: number): boolean {
  return Object.entries(filter).every(([name, values]) => {
    const value = valueAt(ownOf(history, name), atUs);
    return value !== undefined && values.some((wanted) => isValue(name, wanted, value));
  });
}

/** The value of an attribute at a moment, or if it was not known then, the first that was heard of it. */
export function attributeAt(history: History, name: string, atUs: number): string | undefined {
  const changes = ownOf(history, name);
  return valueAt(changes, atUs) ?? changes[0]?.[1];
}

/** Languages are compared as tags, since platforms write them in several ways: `es` is also `es-US`. */
const isValue = (name: string, wanted: string, value: string): boolean =>
  name === LANGUAGE ? tagCovers(wanted, value) : wanted === value;

/** The attribute that the language of a frame is known as. */
export const LANGUAGE = 'language';

interface HeardValues {
  readonly changes: Change[];
  readonly repeats: number[];
}

/** Adds a value of one attribute. If two values have the same time, the alphabetically last counts. */
function mergeValue({ changes, repeats }: HeardValues, [atUs, value]: Change): HeardValues & { isCut: boolean } {
  const oldest = changes[0];
  if (oldest !== undefined && changes.length === MAX_CHANGES && atUs < oldest[0])
    return { changes, repeats, isCut: true };
  const latestChange = changes.at(-1);
  // Most frames only say again what is known.
  if (latestChange?.[1] === value && atUs > Math.max(latestChange[0], repeats.at(-1) ?? 0)) {
    return {
      changes,
      repeats: [...repeats, atUs].slice(-MAX_REPEATS),
      isCut: repeats.length === MAX_REPEATS,
    };
  }
  const isHeard = changes.some(([changedAtUs]) => changedAtUs === atUs) || repeats.includes(atUs);
  const sameTime = isHeard ? valueAt(changes, atUs) : undefined;
  if (sameTime !== undefined && sameTime >= value) return { changes, repeats, isCut: false };

  const heard = [...changes, ...repeats.map((time): Change => [time, valueAt(changes, time) ?? ''])]
    .filter(([time]) => time !== atUs)
    .concat([[atUs, value]])
    .sort((a, b) => a[0] - b[0]);
  const isChange = (each: Change, i: number) => each[1] !== heard[i - 1]?.[1];
  const changed = heard.filter(isChange);
  const latest = changed.slice(-MAX_CHANGES);
  const sinceUs = latest[0]?.[0] ?? 0;
  const repeated = heard.filter((each, i) => !isChange(each, i) && each[0] > sinceUs).map(([time]) => time);
  const isSame = changed.length === changes.length && changed.every((each, i) => each === changes[i]);
  return {
    changes: isSame ? changes : latest,
    repeats: repeated.slice(-MAX_REPEATS),
    isCut: changed.length > MAX_CHANGES || repeated.length > MAX_REPEATS,
  };
}

function valueAt(changes: readonly Change[], atUs: number): string | undefined {
  return changes.findLast(([changedAtUs]) => changedAtUs <= atUs)?.[1];
}

/** Frames name attributes as they like: what every object has, such as `constructor`, is none. */
function ownOf<T>(record: Readonly<Record<string, T[]>>, name: string): T[] {
  return (Object.hasOwn(record, name) ? record[name] : undefined) ?? [];
}

/** Without repeats the record is left out, as in states written before repeats were kept. */
function withRepeats(attributes: History, repeats: Record<string, number[]>): KnownAttributes {
  const some = Object.entries(repeats).filter(([, times]) => times.length > 0);
  return { attributes, repeats: some.length === 0 ? undefined : Object.fromEntries(some) };
}
