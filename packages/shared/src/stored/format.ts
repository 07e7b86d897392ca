import { z } from 'zod';

/**
 * The format in which this release stores things; what is stored carries the format it is in as `v`: stream entries,
 * interactions (their state, tail and planned looks), desktops, notes, spans, jobs and outcomes. This is the one place that
 * says what each format is:
 *
 * | format | since | is                                                              |
 * | ------ | ----- | --------------------------------------------------------------- |
 * | 1      | none  | what the schemas of this folder say; so is what carries no `v`  |
 * | 2      | 0.1.0 | of an interaction, what changes with each segment is by itself: |
 * |        |       | `heard` and pieces instead of `tail`; the rest is as in 1       |
 *
 * A change that a process of the release before cannot read begins a new format. Then whatever formats what has changed
 * writes it in the format in force (`written-format.ts`), and whatever parses it reads both.
 */
export const FORMAT = 2;

/** The oldest format that this release reads: the one before its own. */
export const OLDEST_FORMAT = Math.max(1, FORMAT - 1);

/** The `v` of something stored. Anything this release does not read is refused, so that it is never taken for something else. */
export const StoredFormat = z.coerce.number().int().min(OLDEST_FORMAT).max(FORMAT).prefault(1);

/** Whether this `v` is of a later release: then what carries it is left to processes that know it. */
export function isNewer(v: unknown): boolean {
  return v !== null && v !== undefined && Number.isInteger(Number(v)) && Number(v) > FORMAT;
}
