import { StoredSpeech } from '@cueline/shared';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Store } from '../store/open-store.js';
import { json } from './find-calls.js';
import { type CallSelection, selected } from './read-counts.js';

/** Calls read at a time: what is said in an hour may be 100 kB. */
const PAGE = 50;

const KeptCall = z.object({
  id: z.coerce.number(),
  interactionId: z.string(),
  /** `frame` or `silence`. */
  endedBy: z.string(),
  firstHeardAtMs: z.coerce.number(),
  endedAtMs: z.coerce.number(),
  attributes: json(z.record(z.string(), z.string())),
  segments: json(z.array(StoredSpeech)),
});
/** A call of which is kept what was said in it, masked. */
export type KeptCall = Omit<z.infer<typeof KeptCall>, 'id'>;

/** Reads what was said in calls, if it is kept, the latest call first. */
export async function* readSpeech({ db }: Store, selection: CallSelection): AsyncGenerator<KeptCall> {
  let before: { endedAtMs: number; id: number } | undefined;
  for (;;) {
    const found = selected(selection, [], []);
    const rest =
      before === undefined ? sql`` : sql`where (calls.ended_at_ms, calls.id) < (${before.endedAtMs}, ${before.id})`;
    const { rows } = await sql`
      with found as (${found})
      select calls.id as "id", calls.interaction_id as "interactionId", calls.ended_by as "endedBy",
        calls.first_heard_at_ms as "firstHeardAtMs", calls.ended_at_ms as "endedAtMs", calls.attributes as "attributes",
        speech.segments as "segments"
      from found join calls on calls.id = found.id join speech on speech.call_id = found.id
      ${rest} order by calls.ended_at_ms desc, calls.id desc limit ${PAGE}`.execute(db);
    const calls = rows.map((row) => KeptCall.parse(row));
    for (const { id: _, ...call } of calls) yield call;
    before = calls.at(-1);
    if (calls.length < PAGE) return;
  }
}
