import { describe, expect, test } from 'vitest';
import { setLegalHold } from './erasures.js';
import { outcomeEntry } from './outcome.fixture.js';
import { removeExpired, removeSpeech, removeWords } from './retention.js';
import { KINDS, useStores } from './stores.fixture.js';
import { writeOutcomes } from './write-outcomes.js';

const stores = useStores();
const prefix = 'cueline';

describe.each(KINDS)('%s', (kind) => {
  async function setUp() {
    const store = await stores.create(kind);
    const ending = (id: string, endedAtMs: number) =>
      outcomeEntry(id, { endedAtMs, attributes: { words: 'an attribute', agent: 'Ada' } });
    const many = Array.from({ length: 250 }, (_, i) => ending(`old${i}`, 1000 + i));
    const speech = [{ segmentId: 's', speaker: 'agent' as const, text: 'good morning', heardAtMs: 1, confidence: 1 }];
    const spoken = [...many, ending('new', 5000)].map((entry) => ({ ...entry, speech }));
    await writeOutcomes(store.db, spoken, { prefix, nowMs: 0 });
    await writeOutcomes(store.db, [ending('another', 1000)], { prefix: 'other', nowMs: 0 });
    const act = { prefix, interactionId: 'old7', actor: 'me', atMs: 1 };
    expect(await setLegalHold(store.db, act, true)).toBe(true);
    expect(await setLegalHold(store.db, act, true)).toBe(false);
    const ids = async () =>
      (await store.db.selectFrom('calls').select('interaction_id').execute())
        .map((row) => row.interaction_id)
        .toSorted();
    const speakers = async () =>
      (
        await store.db
          .selectFrom('speech')
          .innerJoin('calls', 'calls.id', 'speech.call_id')
          .select('interaction_id')
          .execute()
      )
        .map((row) => row.interaction_id)
        .toSorted();
    return { store, act, ids, speakers };
  }

  test('calls that ended long ago go, with all that belongs to them, unless they are on legal hold', async () => {
    const { store, act, ids } = await setUp();
    expect(await removeExpired(store.db, { prefix, beforeMs: 5000 })).toBe(249);
    expect(await ids()).toEqual(['another', 'new', 'old7']);
    const orphans = await store.db
      .selectFrom('evidence')
      .where('call_id', 'not in', store.db.selectFrom('calls').select('id'))
      .selectAll()
      .execute();
    expect(orphans).toEqual([]);
    expect(await setLegalHold(store.db, act, false)).toBe(true);
    expect(await removeExpired(store.db, { prefix, beforeMs: 5000 })).toBe(1);
    expect(await ids()).toEqual(['another', 'new']);
    const acts = await store.db.selectFrom('audit').select(['act', 'target', 'actor']).orderBy('id').execute();
    expect(acts).toEqual([
      { act: 'hold', target: 'old7', actor: 'me' },
      { act: 'release', target: 'old7', actor: 'me' },
    ]);
  });

  test('all that was said goes first, and with the words in any case; not of calls on legal hold', async () => {
    const { store, act, ids, speakers } = await setUp();
    expect(await removeSpeech(store.db, { prefix, beforeMs: 1200 })).toBe(199);
    expect(await speakers()).toHaveLength(52);
    expect(await ids()).toHaveLength(252);
    expect(await removeWords(store.db, { prefix, beforeMs: 5000 })).toBe(249);
    expect(await speakers()).toEqual(['new', 'old7']);
    expect(await removeSpeech(store.db, { prefix, beforeMs: 6000 })).toBe(1);
    expect(await speakers()).toEqual(['old7']);
    await setLegalHold(store.db, act, false);
    expect(await removeExpired(store.db, { prefix, beforeMs: 5000 })).toBe(250);
    expect(await speakers()).toEqual([]);
  });

  test('what was said goes before the verdicts do, everywhere in the database', async () => {
    const { store } = await setUp();
    expect(await removeWords(store.db, { prefix, beforeMs: 5000 })).toBe(249);
    expect(await removeWords(store.db, { prefix, beforeMs: 5000 })).toBe(0);
    const call = await store.db
      .selectFrom('calls')
      .where('interaction_id', '=', 'old1')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(call.outcome).not.toMatch(/recorded|guaranteed|the rate is/);
    expect(JSON.parse(call.outcome)).toMatchObject({
      attributes: { words: 'an attribute' },
      disclosures: { notice: { kind: 'satisfied', evidence: [{ key: 'notice#0', words: '' }] } },
      nearMisses: [{ words: '', lacked: ['annual'] }],
    });
    const words = async (id: string) =>
      (
        await store.db
          .selectFrom('evidence')
          .innerJoin('calls', 'calls.id', 'evidence.call_id')
          .where('interaction_id', '=', id)
          .select('words')
          .execute()
      ).map((row) => row.words);
    expect(await words('old1')).toEqual([null, null, null]);
    for (const id of ['old7', 'new', 'another']) expect((await words(id)).filter(Boolean)).toHaveLength(3);
    const verdicts = await store.db.selectFrom('verdicts').where('call_id', '=', call.id).selectAll().execute();
    expect(verdicts).toHaveLength(3);
  });
});
