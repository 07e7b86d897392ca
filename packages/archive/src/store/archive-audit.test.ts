import { createKeys } from '@cueline/shared';
import { startRedisServer } from '@cueline/shared/testing';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test } from 'vitest';
import { archiveAudit, readArchivedAudit } from './archive-audit.js';
import { eraseCall, replayErasures, setLegalHold } from './erasures.js';
import { idHash } from './id-hash.js';
import { KINDS, useStores } from './stores.fixture.js';

const stores = useStores();
const prefix = 'cueline';
const keys = createKeys(prefix);

describe.each(KINDS)('%s', (kind) => {
  async function setUp() {
    const [store, server] = await Promise.all([stores.create(kind), startRedisServer()]);
    const redis = new Redis(server.url);
    onTestFinished(async () => {
      redis.disconnect();
      await server.stop();
    });
    const begin = async (act: string, target: string, ...more: string[]) =>
      (await redis.xadd(keys.audit, '*', 'user', 'ann', 'role', 'operate', 'act', act, 'target', target, ...more)) ??
      '';
    const end = (of: string, result: string) => redis.xadd(keys.audit, '*', 'of', of, 'result', result, 'after', '0');
    const archive = () => archiveAudit(store.db, { redis, keys, prefix });
    const all = async () => {
      const rows = await store.db
        .selectFrom('audit')
        .where('entry', 'is not', null)
        .orderBy('id')
        .select(['entry', 'act', 'target', 'details'])
        .execute();
      return rows.map(({ details, ...row }): Record<string, unknown> => ({
        ...row,
        details: typeof details === 'string' ? JSON.parse(details) : details,
      }));
    };
    return { store, redis, begin, end, archive, all };
  }

  test('acts and their results are kept, each once, however often and by however many at once', async () => {
    const { begin, end, archive, all } = await setUp();
    const pause = await begin('pause', 'for 60 s');
    const discard = await begin('discard', '0/1-1');
    await archive();
    await end(discard, '1 discarded');
    const resume = await begin('resume', 'the queue');
    await Promise.all([archive(), archive()]);
    await end(pause, 'paused');
    await archive();
    const common = { role: 'operate' };
    expect(await all()).toEqual([
      { entry: pause, act: 'pause', target: 'for 60 s', details: { ...common, result: 'paused', after: '0' } },
      { entry: discard, act: 'discard', target: '0/1-1', details: { ...common, result: '1 discarded', after: '0' } },
      { entry: resume, act: 'resume', target: 'the queue', details: common },
    ]);
  });

  test('what Redis has dropped is read from the archive, page by page', async () => {
    const { store, redis, begin, archive } = await setUp();
    const entries: string[] = [];
    for (let i = 0; i < 1_203; i += 1) entries.push(await begin('resume', `${i}`));
    await archive();
    await redis.xtrim(keys.audit, 'MAXLEN', '=', 3);
    const read: string[] = [];
    for (let before = entries.at(-3); before !== undefined;) {
      const page = await readArchivedAudit(store.db, prefix, before);
      read.push(...page.acts.map(({ entry }) => entry));
      before = page.next;
    }
    expect(read).toEqual(entries.slice(0, -3).toReversed());
  });

  test('of a call that was forgotten the acts stay, and its id and the reasons do not, in whatever order', async () => {
    const { store, redis, begin, archive, all } = await setUp();
    const hash = idHash(prefix, 'call-1');
    const why = ['reason', 'Ms Smith said so'];
    await begin('acknowledge', 'call-1 notice', ...why);
    await begin('acknowledge', 'call-12 notice', ...why);
    await archive();
    await eraseCall(store.db, { prefix, interactionId: 'call-1', actor: 'ann', atMs: 5 }, {});
    const [gone, kept] = [{ role: 'operate' }, { role: 'operate', reason: 'Ms Smith said so' }];
    const acts = [
      { target: `${hash} notice`, details: gone },
      { target: 'call-12 notice', details: kept },
      { target: `${hash} rate`, details: gone },
    ];
    const found = async () => (await all()).map(({ target, details }) => ({ target, details }));
    expect(await found()).toEqual(acts.slice(0, 2));
    await redis.hset(keys.erasures, hash, '5');
    await begin('acknowledge', 'call-1 rate', ...why); // begun before, and read after
    await archive();
    expect(await found()).toEqual(acts);
  });

  test('what a restored database has again of acts on a call that was forgotten is removed again', async () => {
    const { store, redis, begin, archive, all } = await setUp();
    const hash = idHash(prefix, 'call-1');
    const held = { prefix, interactionId: 'call-1', actor: 'counsel' };
    const acts = async () =>
      (await store.db.selectFrom('audit').orderBy('id').select(['act', 'target']).execute()).map(
        ({ act, target }) => `${act} ${target}`,
      );
    // as in a backup from before the call was forgotten
    await begin('acknowledge', 'call-1 notice', 'reason', 'she said so');
    await begin('acknowledge', 'call-12 notice', 'reason', 'she said so');
    await archive();
    for (const isHeld of [true, false]) await setLegalHold(store.db, { ...held, atMs: 5 }, isHeld);
    await redis.hset(keys.erasures, hash, '7');
    await setLegalHold(store.db, { ...held, atMs: 9 }, true); // on another call of this id
    await replayErasures(store.db, { redis, keys, prefix });
    const forgotten = [`acknowledge ${hash} notice`, 'acknowledge call-12 notice', 'hold call-1'];
    expect(await acts()).toEqual(forgotten);
    expect((await all()).map(({ details }) => details)).toEqual([
      { role: 'operate' },
      { role: 'operate', reason: 'she said so' },
    ]);
    await redis.flushall(); // it is restored, too: the database knows
    await replayErasures(store.db, { redis, keys, prefix });
    expect(await acts()).toEqual(forgotten);
  });
});
