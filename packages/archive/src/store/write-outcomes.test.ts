import type { OutcomeEntry } from '@cueline/shared';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { parseArchivedEntry } from '../stream/outcome-entry.js';
import { idHash } from './id-hash.js';
import type { Store } from './open-store.js';
import { outcomeEntry } from './outcome.fixture.js';
import { KINDS, useStores } from './stores.fixture.js';
import { removeErased, writeOutcomes } from './write-outcomes.js';

const stores = useStores();
const write = (store: Store, entries: readonly OutcomeEntry[], prefix = 'cueline') =>
  writeOutcomes(store.db, entries, { prefix, nowMs: 5_000_000 });
const calls = ({ db }: Store) => db.selectFrom('calls').selectAll().orderBy('first_heard_at_ms').execute();
const verdicts = async ({ db }: Store) =>
  (await db.selectFrom('verdicts').select(['rule', 'verdict', 'cues']).orderBy('rule').execute()).map(
    ({ rule, verdict, cues }) => `${rule} ${verdict} ${cues}`,
  );

describe.each(KINDS)('%s', (kind) => {
  test('an outcome becomes a call, its verdicts and its evidence', async () => {
    const store = await stores.create(kind);
    const entry = outcomeEntry('x');
    expect(await write(store, [entry])).toBe(1);
    const [call, ...others] = await calls(store);
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      prefix: 'cueline',
      interaction_id: 'x',
      first_heard_at_ms: 1_000_000.125,
      revision: 1,
      final: 1,
      ended_by: 'frame',
      has_words: 1,
      archived_at_ms: 5_000_000,
    });
    expect(JSON.parse(call?.outcome ?? '')).toEqual(entry.outcome);
    expect(JSON.parse(call?.attributes ?? '')).toEqual({ skill: 'loans', agent: 'Ada' });
    expect(await verdicts(store)).toEqual(['notice satisfied 0', 'promise heard 0', 'rate missed 1']);
    const evidence = await store.db
      .selectFrom('evidence')
      .select(['kind', 'rule', 'words'])
      .orderBy('position')
      .execute();
    expect(evidence).toEqual([
      { kind: 'said', rule: 'notice', words: 'this call is recorded' },
      { kind: 'prohibited', rule: 'promise', words: 'a guaranteed return' },
      { kind: 'near_miss', rule: 'rate', words: 'the rate is' },
    ]);
  });

  test('whatever comes again, in whatever order and batches, each call is there once, as it was known last', async () => {
    const store = await stores.create(kind);
    const revision = (n: number) =>
      outcomeEntry('x', {
        revision: n,
        final: n === 3,
        lastHeardAtMs: 2_000_000 + n,
        attributes: { revision: String(n) },
        disclosures: { notice: { kind: 'missed' }, [`seen${n}`]: { kind: 'undecided' } },
        prohibited: [],
      });
    const entries = [revision(1), revision(2), revision(3), outcomeEntry('y'), outcomeEntry('z')];
    const deliveries = fc.array(fc.array(fc.nat(4), { maxLength: 6 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(deliveries, async (batches) => {
        await store.db.deleteFrom('calls').execute();
        let written = 0;
        for (const batch of batches)
          written += await write(
            store,
            batch.flatMap((i) => entries[i] ?? []),
          );
        const seen = batches.flat();
        const last = Math.max(0, ...seen.filter((i) => i < 3).map((i) => i + 1));
        const expected = [
          ...(last > 0 ? [`x ${last}`] : []),
          ...[3, 4].filter((i) => seen.includes(i)).map((i) => `${'xxxyz'[i]} 1`),
        ];
        const rows = (await calls(store)).map(({ interaction_id: id, revision: n }) => `${id} ${n}`);
        expect(rows.toSorted()).toEqual(expected);
        expect(written).toBeGreaterThanOrEqual(expected.length);
        const rules = (await verdicts(store)).filter((row) => row.startsWith('seen'));
        expect(rules).toEqual(last > 0 ? [`seen${last} undecided 0`] : []);
      }),
      { numRuns: 20 },
    );
  });

  test('a call that has the id of an earlier one is another call, also when its count of outcomes begins anew', async () => {
    const store = await stores.create(kind);
    await write(store, [outcomeEntry('x'), outcomeEntry('x', { firstHeardAtMs: 9_000_000 })]);
    await write(store, [outcomeEntry('x', { firstHeardAtMs: 20_000_000, reuse: 1 })]);
    expect((await calls(store)).map((call) => call.first_heard_at_ms)).toEqual([1_000_000.125, 9_000_000, 20_000_000]);
  });

  test('an outcome that knows more replaces one with the same revision: Redis had lost the count', async () => {
    const store = await stores.create(kind);
    await write(store, [outcomeEntry('x', { revision: 2, final: false })]);
    await write(store, [outcomeEntry('x', { revision: 1, lastHeardAtMs: 3_000_000 })]);
    expect(await calls(store)).toMatchObject([{ revision: 1, final: 1, last_heard_at_ms: 3_000_000 }]);
  });

  test('a call whose first word is found out later replaces what was known of it, whichever is written first', async () => {
    const earlier = outcomeEntry('x', { final: false });
    const later = outcomeEntry('x', { revision: 2, firstHeardAtMs: 990_000, lastHeardAtMs: 1_060_000.125 });
    for (const order of [
      [earlier, later],
      [later, earlier],
    ]) {
      const store = await stores.create(kind);
      for (const entry of order) await write(store, [entry]);
      expect(await calls(store)).toMatchObject([{ first_heard_at_ms: 990_000, revision: 2 }]);
      expect(await verdicts(store)).toHaveLength(3);
    }
  });

  test('pipelines with different prefixes share an archive', async () => {
    const store = await stores.create(kind);
    await write(store, [outcomeEntry('x')], 'one');
    await write(store, [outcomeEntry('x')], 'two');
    expect(await calls(store)).toHaveLength(2);
  });

  test('any text is kept: what a database does not know is replaced', async () => {
    const store = await stores.create(kind);
    const odd = 'a\0b\uD800 "\\ é 漢 \u2028';
    await write(store, [outcomeEntry(odd, { attributes: { [odd]: odd } })]);
    const [call] = await calls(store);
    expect(call?.interaction_id).toBe('a\uFFFDb\uFFFD "\\ é 漢 \u2028');
    expect(Object.entries(JSON.parse(call?.attributes ?? ''))).toEqual([[call?.interaction_id, call?.interaction_id]]);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), async (text) => {
        expect(await write(store, [outcomeEntry(`id ${text}`, { attributes: { text } })])).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  test('verdicts and fields of a later version are kept', async () => {
    const store = await stores.create(kind);
    const { interactionId, outcome } = outcomeEntry('x');
    const later = { ...outcome, disclosures: { notice: { kind: 'declined', by: 'customer' } }, mood: { score: 7 } };
    const fields = ['interactionId', interactionId, 'revision', '1', 'final', '1', 'outcome', JSON.stringify(later)];
    const entry = parseArchivedEntry(fields);
    await writeOutcomes(store.db, entry === undefined ? [] : [entry], { prefix: 'cueline', nowMs: 0 });
    expect(JSON.parse((await calls(store))[0]?.outcome ?? '')).toEqual(later);
    expect(await verdicts(store)).toContain('notice declined 0');
  });

  test('more outcomes than a statement takes values are written together', async () => {
    const store = await stores.create(kind);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`rule${i}`, { kind: 'missed' as const }]));
    const entries = Array.from({ length: 100 }, (_, i) => outcomeEntry(`c${i}`, { disclosures: many }));
    expect(await write(store, entries)).toBe(100);
    expect(await verdicts(store)).toHaveLength(6100);
  });

  test('what was erased is not kept when it comes again, but a later call under the id is', async () => {
    const store = await stores.create(kind);
    await write(store, [outcomeEntry('x'), outcomeEntry('y')]);
    const erasure = { prefix: 'cueline', id_hash: idHash('cueline', 'x'), at_ms: 8_000_000, actor: 'me', counts: '{}' };
    await store.db.insertInto('erasures').values(erasure).execute();
    expect(await removeErased(store.db, { prefix: 'cueline' })).toBe(1);
    await write(store, [outcomeEntry('x'), outcomeEntry('x', { firstHeardAtMs: 9_000_000 })]);
    expect((await calls(store)).map((call) => [call.interaction_id, call.first_heard_at_ms])).toEqual([
      ['y', 1_000_000.125],
      ['x', 9_000_000],
    ]);
  });

  test('what shadow rules would decide otherwise has its rows, also of calls from before there was a table for it', async () => {
    const store = await stores.create(kind);
    const { db } = store;
    const read = () => db.selectFrom('shadow_differences').selectAll().orderBy('rule').execute();
    const differences: NonNullable<OutcomeEntry['outcome']['shadow']>['differences'] = [
      { rule: 'notice', list: 'disclosure', inForce: 'missed', shadow: 'satisfied', words: 'a call' },
      { rule: 'threat', list: 'prohibited', inForce: 'none', shadow: 'said' },
    ];
    await write(store, [
      outcomeEntry('x', { shadow: { pack: 'draft', differences } }),
      outcomeEntry('y', { firstHeardAtMs: 2_000_000 }),
    ]);
    const written = await read();
    expect(written).toMatchObject([
      { kind: 'disclosure', rule: 'notice', in_force: 'missed', shadow: 'satisfied' },
      { kind: 'prohibited', rule: 'threat', in_force: 'none', shadow: 'said' },
    ]);
    const before = await calls(store);
    await db.schema.dropTable('shadow_differences').execute();
    await db.schema.alterTable('calls').dropColumn('shadow_pack').execute();
    await sql`delete from kysely_migration where name = '004-shadow-differences'`.execute(db);
    await store.migrate();
    expect(await read()).toEqual(written);
    expect(await calls(store)).toEqual(before);
    expect(before.map(({ shadow_pack: pack }) => pack)).toEqual(['draft', null]);
  });

  test('several that make the tables at once wait for each other; a later version is refused', async () => {
    const url = await stores.createUrl(kind);
    const opened = [1, 2, 3].map(() => stores.open(url));
    await expect(opened[0]?.check()).rejects.toThrow("run 'cueline archive migrate'");
    const ran = await Promise.all(opened.map((store) => store.migrate()));
    expect(ran.flat()).toEqual(['001-tables', '002-speech', '003-audit-entries', '004-shadow-differences']);
    await opened[0]?.check();
    const [first] = opened;
    if (first === undefined) throw new Error('unreachable');
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2030')`.execute(first.db);
    await expect(opened[1]?.migrate()).rejects.toThrow('written by a later version');
  });
});
