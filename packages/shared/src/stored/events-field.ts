import { z } from 'zod';
import { jsonField } from './json-field.js';

/** Something that was done about an interaction. */
export const StoredEvent = z.object({
  /** By Redis' clock. */
  atMs: z.number(),
  /** `looked`: nothing was to be done; `shadowed`: posted in shadow mode; `withdrawn`: a cue was resolved. */
  what: z.enum([
    'looked',
    'posted',
    'shadowed',
    'refused',
    'withdrawn',
    'held back',
    'stale',
    'acknowledged',
    'retried',
  ]),
  /** Rules that it is about. */
  items: z.array(z.string()),
  /** The status of an answer, a reason, … */
  detail: z.string(),
  /** The process that did it, as it is called in `keys.processes`; or the user. */
  by: z.string(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

const { atMs, what, items, detail, by } = StoredEvent.shape;
const Line = jsonField(z.tuple([atMs, what, items, detail, by]));

/** Formats events for the script that adds them: a line of JSON each. */
export function formatEvents(events: readonly StoredEvent[]): string {
  return events
    .map((event) => JSON.stringify([event.atMs, event.what, event.items, event.detail, event.by]))
    .join('\n');
}

/** Parses an interaction's field `events`, the first first; what has another shape is left out. */
export function parseEvents(field: string): StoredEvent[] {
  return field.split('\n').flatMap((line): StoredEvent[] => {
    const { data } = Line.safeParse(line);
    if (data === undefined) return [];
    return [{ atMs: data[0], what: data[1], items: data[2], detail: data[3], by: data[4] }];
  });
}
