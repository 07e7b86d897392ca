import { sql } from 'kysely';
import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import { type CallSelection, selected } from './read-counts.js';

/** Calls that are looked at; which attributes there are changes seldom. */
const MOST_CALLS = 500;
const MOST_NAMES = 100;

const Attributes = z.preprocess(
  (value): unknown => (typeof value === 'string' ? JSON.parse(value) : value),
  z.record(z.string(), z.unknown()),
);

/** Names of the attributes that the latest calls have, by which a report may be divided; the most frequent first. */
export async function readAttributeNames({ db }: Store, selection: CallSelection): Promise<string[]> {
  const { rows } = await sql<{ attributes: unknown }>`
    with found as (${selected(selection, [], [])})
    select calls.attributes as "attributes" from found join calls on calls.id = found.id
    order by calls.ended_at_ms desc limit ${MOST_CALLS}`.execute(db);
  const counts = new Map<string, number>();
  for (const { attributes } of rows)
    for (const name of Object.keys(Attributes.parse(attributes))) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Array.from(counts)
    .toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, MOST_NAMES)
    .map(([name]) => name);
}
